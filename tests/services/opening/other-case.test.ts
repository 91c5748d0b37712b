import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { wrappedKey } from '#db/schema/casework';
import { askHere } from '~/browser/opening/ceremony-asker';
import { approveHere, giveHere } from '~/browser/opening/ceremony-workspace';
import type { HeldShare } from '~/contract/answers/ceremony';
import { keyScope } from '~/contract/sealed/key-wraps';
import { addDays } from '~/domain/dates';
import { toBase64 } from '~/envelope/bytes';
import { today } from '~/services/context.server';
import { escrowToGive } from '~/services/opening/escrow.server';
import { type Filed, pageFor, workspaceOf } from '../ceremony-play';
import { approveAnyway, seedOf } from '../dishonest-play';
import { askFromAbove, custodianGives, reportAbout } from '../escrow-play';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { enterRules } from '../reward-play';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});

const ofAnother = { code: 'wrongPart' };
const lead = () => county.of('upper.lead');
const custodian = () => county.of('custodians.1');

/** A holder's share of a report's own key, which whoever writes to the database can put anywhere. */
async function shareOf({ caseId, reportId }: Filed, share: 'guardians' | 'custodians', key: 'report' | 'identity') {
  const { reportId: of, share: held, key: name } = wrappedKey;
  const [row] = await ctx.db
    .select()
    .from(wrappedKey)
    .where(and(eq(of, reportId), eq(held, share), eq(name, key)));
  const scope = keyScope({ caseId, reportId }, key, 0);
  return { scope, unitKeyId: row?.unitKeyId ?? '', bytes: toBase64(row?.bytes ?? new Uint8Array()) };
}

describe('an escrow asked for one case, with the share of another case’s report', () => {
  test('is refused by the guardian’s browser, beside the right share and in place of it', async () => {
    const [filed, other] = [await reportAbout(ctx), await reportAbout(ctx)];
    const { id } = await askFromAbove(ctx, { lead: lead(), caseId: filed.caseId });
    const guardian = county.of('guardians.1');
    const { facts, words, approve } = await pageFor(ctx, guardian, id);
    const { shares = [], expiresOn = '' } = approve ?? {};
    const workspace = await workspaceOf(ctx, guardian, filed.caseId);
    const approved = (given: readonly HeldShare[]) =>
      approveHere({ facts, words, shares: given, openerId: custodian().memberId, expiresOn }, workspace);
    const strange = await shareOf(other, 'guardians', 'report');
    await expect(approved([...shares, strange])).rejects.toMatchObject(ofAnother);
    await expect(approved([strange])).rejects.toMatchObject(ofAnother);
    // The control: with its own share it is approved.
    expect((await approved(shares)).shares).toHaveLength(shares.length);
  });

  test('is refused by the custodian’s browser where the guardian’s checks nothing', async () => {
    const [filed, other] = [await reportAbout(ctx), await reportAbout(ctx)];
    const asked = await askFromAbove(ctx, { lead: lead(), caseId: filed.caseId });
    await approveAnyway(ctx, county, asked.id, lead());
    const { facts, words, id } = asked;
    const { own, approval: kept } = await escrowToGive(ctx, custodian().actor, id);
    const strange = await shareOf(other, 'custodians', 'report');
    const workspace = await workspaceOf(ctx, custodian(), filed.caseId);
    const given = giveHere(
      'custodians',
      { facts, words, own: [...own, strange], approval: kept },
      today(ctx),
      workspace,
    );
    await expect(given).rejects.toMatchObject(ofAnother);
    expect((await custodianGives(ctx, county, asked)).length).toBeGreaterThan(0);
  });
});

test('an identity asked for under the name of another case is refused: the log would tell of the wrong one', async () => {
  const [filed, other] = [await reportAbout(ctx), await reportAbout(ctx)];
  const [handler, guardian] = [county.of('fire.handler'), county.of('guardians.1')];
  const reportSeed = await seedOf(ctx, handler, filed);
  const shares = [await shareOf(filed, 'guardians', 'identity')];
  const approved = async (caseId: string) => {
    const wish = { reason: 'contactForFacts', purpose: 'fields', fields: ['name'], askedOn: today(ctx) };
    const place = { ceremonyId: randomUUID(), kind: 'identity', caseId, reportId: filed.reportId };
    const facts = { ...place, ...wish, askedBy: handler.memberId };
    const words = await askHere(facts, '核实', await workspaceOf(ctx, handler), reportSeed);
    const wanted = { facts, words, shares, openerId: custodian().memberId, expiresOn: addDays(today(ctx), 7) };
    return approveHere(wanted, await workspaceOf(ctx, guardian));
  };
  await expect(approved(other.caseId)).rejects.toMatchObject(ofAnother);
  expect((await approved(filed.caseId)).shares).toHaveLength(1);
});
