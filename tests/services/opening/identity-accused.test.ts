import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { ceremony } from '#db/schema/ceremony';
import { member } from '#db/schema/staff';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { openIdentityHere } from '~/browser/opening/identity-workspace';
import type { CeremonyFacts } from '~/contract/sealed/ceremony';
import { identityScope } from '~/contract/sealed/identity';
import { openShare } from '~/contract/sealed/two-share-key';
import { fromBase64 } from '~/envelope/bytes';
import { reportProofKey } from '~/envelope/report/report-proof';
import { today } from '~/services/context.server';
import { openIdentity } from '~/services/opening/identity-opening.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { approveFor, askFor, type Filed, openFor, pageFor, workspaceOf } from '../ceremony-play';
import { type Asking, askWith, giveInRow, refusedByEach, seedOf } from '../dishonest-play';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { enterRules } from '../reward-play';
import { sealedInBrowser, sent } from '../sealed-submission';
import type { TestContext } from '../test-context';

const PERSON = { name: 'ZqReporterName77', phone: '13812345678', idNumber: '' };

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});

/**
 * A named report about this unit, sealed in the reporter's browser; it goes to the fire brigade unless that is the
 * accused unit.
 */
async function reportAbout(accused: string): Promise<Filed> {
  const more = { anonymity: 'named', ...PERSON, accusedUnit: accused, consent: 'yes' } as const;
  const { posted } = await sealedInBrowser(ctx, reportDraft(more));
  await submitSealedReport(ctx, sent(posted));
  return { caseId: posted.caseId, reportId: posted.reportId };
}

const giveTo = (caseId: string, unitId: string, assignedTo: string | null) =>
  giveInRow(ctx.database.owner.db, caseId, unitId, assignedTo);
const ask = (asking: Asking): Promise<string> => askWith(ctx, county, asking);
const refused = (id: string, code: 'accusedUnit' | 'badSignature') => refusedByEach(ctx, county, id, code);
const keyOf = (login: string, filed: Filed) => seedOf(ctx, county.of(login), filed);

describe('a handler of the accused unit, to whom somebody in the database gave the case', () => {
  test('gets nothing: guardian and custodian refuse, each alone, though the ask is signed and plausible', async () => {
    const filed = await reportAbout(county.unitIds.emergency);
    const handler = county.of('emergency.handler');
    await giveTo(filed.caseId, county.unitIds.emergency, handler.memberId);
    const id = await ask({ login: 'emergency.handler', filed, reportSeed: null });
    await giveTo(filed.caseId, county.unitIds.fire, null);
    await refused(id, 'accusedUnit');
  });

  test('not even with the report’s own key, of which somebody who left kept a copy', async () => {
    const filed = await reportAbout(county.unitIds.emergency);
    const reportSeed = await keyOf('fire.handler', filed);
    await giveTo(filed.caseId, county.unitIds.emergency, county.of('emergency.handler').memberId);
    const id = await ask({ login: 'emergency.handler', filed, reportSeed });
    await refused(id, 'accusedUnit');
  });

  test('nor by a row that says they work elsewhere now: the signed list counts', async () => {
    const filed = await reportAbout(county.unitIds.emergency);
    const handler = county.of('emergency.handler');
    await giveTo(filed.caseId, county.unitIds.emergency, handler.memberId);
    const id = await ask({ login: 'emergency.handler', filed, reportSeed: null });
    const moved = (unitId: string) =>
      ctx.database.owner.db.update(member).set({ unitId }).where(eq(member.id, handler.memberId));
    await moved(county.unitIds.fire);
    await refused(id, 'accusedUnit');
    await moved(county.unitIds.emergency);
  });
});

describe('an ask by somebody who cannot open the report', () => {
  test('is refused by guardian and custodian, each alone', async () => {
    const filed = await reportAbout(county.unitIds.discipline);
    await giveTo(filed.caseId, county.unitIds.emergency, county.of('emergency.handler').memberId);
    const id = await ask({ login: 'emergency.handler', filed, reportSeed: null });
    await refused(id, 'badSignature');
  });

  test('is refused with the key of another report', async () => {
    const [filed, other] = [await reportAbout(county.unitIds.discipline), await reportAbout(county.unitIds.discipline)];
    const id = await ask({ login: 'fire.handler', filed, reportSeed: await keyOf('fire.handler', other) });
    await refused(id, 'badSignature');
  });

  test.each(['reportId', 'askedOn', 'askedBy', 'ceremonyId', 'purpose', 'fields'] as const)(
    'is refused when it is another one brought out again: %s',
    async (changed) => {
      const [filed, other] = [
        await reportAbout(county.unitIds.discipline),
        await reportAbout(county.unitIds.discipline),
      ];
      const id = await askFor(ctx, county, filed);
      const guardian = county.of('guardians.1');
      const page = await pageFor(ctx, guardian, id);
      const replayed: Partial<CeremonyFacts> = {
        reportId: { reportId: other.reportId, caseId: other.caseId },
        askedOn: { askedOn: '2025-09-01' },
        askedBy: { askedBy: county.of('fire.handler2').memberId },
        ceremonyId: { ceremonyId: randomUUID() },
        purpose: { purpose: 'contact', fields: [] },
        fields: { fields: ['name', 'phone', 'idNumber'] },
      }[changed];
      const facts = { ...page.facts, ...replayed };
      const openerId = county.of('custodians.1').memberId;
      const { shares = [], expiresOn = '' } = page.approve ?? {};
      const wanted = { facts, words: page.words, shares, openerId, expiresOn };
      await expect(approveHere(wanted, await workspaceOf(ctx, guardian))).rejects.toMatchObject({
        envelopeError: true,
      });
    },
  );

  test('is refused when a handler signs it who has the report, but for somebody else’s proof', async () => {
    const filed = await reportAbout(county.unitIds.discipline);
    const stranger = reportProofKey(new Uint8Array(32), 'ask');
    const id = await ask({ login: 'fire.handler', filed, reportSeed: stranger.seed });
    await refused(id, 'badSignature');
  });
});

describe('an honest ask', () => {
  test('opens a report about another unit, also in an emergency, and one about nobody', async () => {
    const filed = await reportAbout(county.unitIds.discipline);
    const id = await askFor(ctx, county, filed, { reason: 'dangerToLife' });
    await approveFor(ctx, county, id);
    expect(await openFor(ctx, county, id)).toEqual(PERSON);
  });

  test('opens nothing by a guardian or custodian of the accused office', async () => {
    for (const accused of ['guardians', 'custodians'] as const) {
      const filed = await reportAbout(county.unitIds[accused]);
      const id = await askFor(ctx, county, filed);
      await refused(id, 'accusedUnit');
    }
  });

  test('tells the outcome to whom it was opened for, whatever the page says afterwards', async () => {
    const filed = await reportAbout(county.unitIds.discipline);
    const id = await askFor(ctx, county, filed);
    await approveFor(ctx, county, id);
    const custodian = county.of('custodians.1');
    const sealed = await openIdentity(ctx, custodian.actor, id);
    const { words } = await pageFor(ctx, custodian, id);
    const opened = await openIdentityHere({ ...sealed, words }, today(ctx), await workspaceOf(ctx, custodian));
    expect(opened.facts.askedBy).toBe(county.of('fire.handler').memberId);
    const [row] = await ctx.db.select().from(ceremony).where(eq(ceremony.id, id));
    expect(row?.state).toBe('opened');
  });
});

test('a share of the identity’s key says whom the report is about, where it went first, and who can open it', async () => {
  const filed = await reportAbout(county.unitIds.emergency);
  const id = await askFor(ctx, county, filed);
  const page = await pageFor(ctx, county.of('guardians.1'), id);
  const [share] = page.approve?.shares ?? [];
  const { identity } = county.unitPair('guardians');
  const opened = await openShare(fromBase64(share?.bytes ?? ''), identity, identityScope(filed.reportId), 'guardians');
  const reportSeed = await keyOf('fire.handler', filed);
  expect(opened.about).toMatchObject({
    accused: [county.unitIds.emergency],
    firstUnitId: county.unitIds.fire,
    proofKey: reportProofKey(reportSeed, 'ask').publicKey,
  });
});
