import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { today } from '~/services/context.server';
import { certifyAll } from '~/services/keys/provision.server';
import { approval, approveFor } from './ceremony-play';
import { approveAnyway, seedOf } from './dishonest-play';
import { askFromAbove, custodianGives, forgeStep, reportAbout, takeSteps } from './escrow-play';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import { enterRules } from './reward-play';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});

describe('an escrow asked from above a unit that the case never went to', () => {
  const steps = () => ctx.database.owner.db;
  /**
   * The town stands under the emergency bureau by the signed list. The row says that the brigade's case is the town's.
   */
  async function strayed() {
    const { zhenxi, emergency } = county.unitIds;
    await steps().update(unit).set({ parentUnitId: emergency }).where(eq(unit.id, zhenxi));
    const version = await certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
    const filed = await reportAbout(ctx);
    await steps().update(caseFile).set({ responsibleUnitId: zhenxi }).where(eq(caseFile.id, filed.caseId));
    const asked = await askFromAbove(ctx, { lead: county.of('emergency.lead'), caseId: filed.caseId });
    const step = { caseId: filed.caseId, fromUnitId: filed.unitId ?? '', onDay: today(ctx), listVersion: version };
    return { filed, asked, step: { ...step, kind: 'transfer', toUnitId: zhenxi } as const };
  }
  const approved = (id: string) => approval(ctx, county.of('guardians.1'), id, county.of('custodians.1').memberId);
  const stranger = new Uint8Array(32).fill(7);

  test('is refused by guardian and custodian, each alone: the shares say where it is', async () => {
    const { asked } = await strayed();
    await expect(approved(asked.id)).rejects.toMatchObject({ code: 'notAbove' });
    await approveAnyway(ctx, county, asked.id, county.of('emergency.lead'));
    await expect(custodianGives(ctx, county, asked)).rejects.toMatchObject({ code: 'notAbove' });
  });

  test.each([
    { what: 'of the giving unit, without the report’s key', change: {}, signer: 'fire.handler2', seed: 'stranger' },
    { what: '… with another report’s key', change: {}, signer: 'fire.handler2', seed: 'other' },
    { what: 'with a copy of the key, not of the giving unit', change: {}, signer: 'emergency.lead', seed: 'own' },
    { what: '… of the unit that it names', change: {}, signer: 'zhenxi.handler', seed: 'own' },
    {
      what: 'as a takeover by a unit that stands not above',
      change: { kind: 'takeover' },
      signer: 'zhenxi.lead',
      seed: 'own',
    },
    { what: 'from a unit that never had it', change: { from: 'emergency' }, signer: 'emergency.lead', seed: 'own' },
    { what: 'of another case', change: { case: 'other' }, signer: 'fire.handler', seed: 'own' },
  ] as const)('is refused with a step that somebody wrote into the rows: $what', async ({ change, signer, seed }) => {
    const other = await reportAbout(ctx);
    const otherSeed = await seedOf(ctx, county.of('fire.handler'), other);
    const { filed, asked, step } = await strayed();
    const seeds = { stranger, other: otherSeed, own: await seedInRows(filed) };
    const forged = {
      ...step,
      ...('kind' in change && { kind: change.kind }),
      ...('from' in change && { fromUnitId: county.unitIds[change.from] }),
      ...('case' in change && { caseId: other.caseId }),
    };
    await forgeStep(steps(), forged, county.of(signer), seeds[seed], filed.caseId);
    await expect(approved(asked.id)).rejects.toMatchObject({ code: 'badSignature' });
    await approveAnyway(ctx, county, asked.id, county.of('emergency.lead'));
    await expect(custodianGives(ctx, county, asked)).rejects.toMatchObject({ code: 'badSignature' });
    await takeSteps(steps(), [1]);
  });

  test('control: is handed on after the giver’s own word for the transfer', async () => {
    const { filed, asked, step } = await strayed();
    await forgeStep(steps(), step, county.of('fire.handler'), await seedInRows(filed));
    expect((await approved(asked.id)).shares.length).toBeGreaterThan(0);
    await approveFor(ctx, county, asked.id);
    expect((await custodianGives(ctx, county, asked)).length).toBeGreaterThan(0);
  });

  /** The report's key, as somebody of the brigade read it before the row was changed. */
  async function seedInRows(filed: { caseId: string; reportId: string }): Promise<Uint8Array> {
    const place = (responsibleUnitId: string) =>
      steps().update(caseFile).set({ responsibleUnitId }).where(eq(caseFile.id, filed.caseId));
    await place(county.unitIds.fire);
    const seed = await seedOf(ctx, county.of('fire.handler'), filed);
    await place(county.unitIds.zhenxi);
    return seed;
  }
});
