import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseFile, wrappedKey } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { renewKeys } from '~/browser/case/case-renewal';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { takeHere } from '~/browser/opening/escrow-workspace';
import { openShare } from '~/contract/sealed/two-share-key';
import { fromBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { today } from '~/services/context.server';
import { approveCeremony } from '~/services/opening/ceremony.server';
import { caseToAsk, escrowToGive, giveEscrow } from '~/services/opening/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/opening/escrow-take.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { keyringOf, workspace } from '../case-workspace';
import { approval, approveFor, workspaceOf } from '../ceremony-play';
import { approveAnyway, releasedAnyway } from '../dishonest-play';
import { askFromAbove, custodianGives, type EscrowWish, reportAbout } from '../escrow-play';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { enterRules } from '../reward-play';
import { sealedInBrowser, sent } from '../sealed-submission';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
});

const refusal = (code: string, rule?: string) =>
  expect.objectContaining({ refusal: true, code, ...(rule && { data: expect.objectContaining({ rule }) }) });

const reported = (accusedUnit?: string) => reportAbout(ctx, accusedUnit);
const askUpper = (caseId: string, more: Partial<EscrowWish> = {}) =>
  askFromAbove(ctx, { lead: county.of('upper.lead'), caseId, ...more });
type Asked = Awaited<ReturnType<typeof askUpper>>;
const approveDishonestly = ({ id }: Asked) => approveAnyway(ctx, county, id, county.of('upper.lead'));
const gives = (asked: Asked) => custodianGives(ctx, county, asked);

const leadTakes = async ({ id, facts }: Asked) => {
  const lead = county.of('upper.lead');
  return takeHere(
    facts,
    await escrowToTake(ctx, lead.actor, id),
    lead.unitId,
    today(ctx),
    await workspaceOf(ctx, lead, facts.caseId),
  );
};

/** The units named in each escrow share of a case, which is opened with the units' own keys. */
async function accusedIn(caseId: string): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const wrap of await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, caseId))) {
    const { key, share, keyEpoch, reportId, bytes } = wrap;
    if (share === 'whole') continue;
    const scope = `${key === 'case' ? caseId : reportId}:${key}${keyEpoch === 0 ? '' : `#${keyEpoch}`}`;
    const opened = await openShare(bytes, county.unitPair(share).identity, scope, share);
    found[`${key}#${keyEpoch} ${share}`] = opened.about?.accused ?? [];
  }
  return found;
}

describe('the escrow of a browser-sealed report that accuses the unit above', () => {
  test('is refused by the guardian’s browser, and nothing is kept', async () => {
    const filed = await reported(county.unitIds.upper);
    expect(filed.unitId).not.toBe(county.unitIds.upper);
    // The server does not know it, and lets the accused unit ask.
    const lead = county.of('upper.lead');
    expect(await caseToAsk(ctx, lead.actor, filed.order)).toEqual({ caseId: filed.caseId });
    const asked = await askUpper(filed.caseId);
    const opener = county.of('custodians.1').memberId;
    await expect(approval(ctx, county.of('guardians.1'), asked.id, opener)).rejects.toMatchObject({
      code: 'accusedUnit',
    });
    const [row] = await ctx.db.select().from(ceremony).where(eq(ceremony.id, asked.id));
    expect(row?.state).toBe('asked');
  });

  test('is refused by the custodian’s browser where the guardian is dishonest, and noticed by the lead’s own', async () => {
    const filed = await reported(county.unitIds.upper);
    const asked = await askUpper(filed.caseId, { purpose: 'takeover' });
    await approveDishonestly(asked);
    await expect(gives(asked)).rejects.toMatchObject({ code: 'accusedUnit' });
    const custodian = county.of('custodians.1');
    const { own, approval: kept } = await escrowToGive(ctx, custodian.actor, asked.id);
    const giving = { id: asked.id, by: custodian, receiver: county.of('upper.lead'), expiresOn: kept.expiresOn };
    const given = await releasedAnyway(ctx, 'custodians', own, giving);
    await giveEscrow(ctx, custodian.actor, asked.id, given);
    await expect(leadTakes(asked)).rejects.toMatchObject({ code: 'accusedUnit' });
  });

  test('is handed on where the report is about another unit, which a takeover’s new escrow names again', async () => {
    const accused = county.unitIds.fire;
    const filed = await reported(accused);
    const asked = await askUpper(filed.caseId, { purpose: 'takeover' });
    await approveFor(ctx, county, asked.id);
    await giveEscrow(ctx, county.actor('custodians.1'), asked.id, await gives(asked));
    const { wraps, renewal } = await leadTakes(asked);
    const decoded = <T extends { bytes: string }>(all: T[]) =>
      all.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })) as never;
    if (!renewal) throw new Error('no renewal');
    await takeEscrow(ctx, county.actor('upper.lead'), asked.id, {
      wraps: decoded(wraps),
      renewal: { ...renewal, wraps: decoded(renewal.wraps), proofs: decoded(renewal.proofs) },
    });
    const named = await accusedIn(filed.caseId);
    expect(named).toEqual({
      'report#0 custodians': [accused],
      'report#0 guardians': [accused],
      'case#0 custodians': [accused],
      'case#0 guardians': [accused],
      'identity#0 custodians': [accused],
      'identity#0 guardians': [accused],
      'case#1 custodians': [accused],
      'case#1 guardians': [accused],
    });
  });

  test('names it also after the handling unit renewed the case’s keys, and not without the narrative', async () => {
    const filed = await reported(county.unitIds.discipline);
    const lead = county.of('fire.lead');
    const { opened } = await workspace(ctx, lead, filed.caseId);
    const renewed = await renewKeys(opened, keyringOf(lead));
    for (const holder of ['custodians', 'guardians'] as const) {
      const wrap = renewed.wraps.find(({ share }) => share === holder);
      const scope = `${filed.caseId}:case#1`;
      const { about } = await openShare(fromBase64(wrap?.bytes ?? ''), county.unitPair(holder).identity, scope, holder);
      expect(about?.accused).toEqual([county.unitIds.discipline]);
    }
    const untold = { ...opened, reports: opened.reports.map((one) => ({ ...one, narrative: null })) };
    await expect(renewKeys(untold, keyringOf(lead))).rejects.toMatchObject({ code: 'wrongPart' });
  });
});

describe('what the asker did not sign', () => {
  test('is sealed for nobody: not by the guardian’s browser, nor by the custodian’s', async () => {
    const filed = await reported();
    const forged = await askUpper(filed.caseId, { signer: county.of('fire.lead') });
    const opener = county.of('custodians.1').memberId;
    await expect(approval(ctx, county.of('guardians.1'), forged.id, opener)).rejects.toMatchObject({
      code: 'badSignature',
    });
    await approveDishonestly(forged);
    await expect(gives(forged)).rejects.toMatchObject({ code: 'badSignature' });
    await expect(gives({ ...forged, words: null as never })).rejects.toMatchObject({ code: 'badSignature' });
    const { facts } = forged;
    const wanted = { facts, words: null, shares: [], openerId: opener, expiresOn: facts.askedOn };
    await expect(approveHere(wanted, await workspaceOf(ctx, county.of('guardians.1')))).rejects.toMatchObject({
      code: 'badSignature',
    });
  });
});

describe('an escrow asked rightly, when something changed meanwhile', () => {
  /** What the owner of the database can do to fake a transfer between the steps; it is undone afterwards. */
  async function meanwhile(change: () => Promise<unknown>, back: () => Promise<unknown>, step: () => Promise<unknown>) {
    await change();
    await expect(step()).rejects.toEqual(refusal('conflict', 'noLongerAbove'));
    await back();
  }
  const owner = () => ctx.database.owner.db;
  const toUnit = (caseId: string, responsibleUnitId: string) => () =>
    owner().update(caseFile).set({ responsibleUnitId }).where(eq(caseFile.id, caseId));
  const leadIn = (unitId: string) => () =>
    owner()
      .update(member)
      .set({ unitId })
      .where(eq(member.id, county.of('upper.lead').memberId));
  const leadAs = (roles: string[]) => () =>
    owner()
      .update(member)
      .set({ roles })
      .where(eq(member.id, county.of('upper.lead').memberId));

  test('is not approved, given or taken once the unit stands no longer above, or the asker is no more its lead', async () => {
    const filed = await reported();
    const [was, upper] = [filed.unitId ?? '', county.unitIds.upper];
    const asked = await askUpper(filed.caseId);
    const guardian = county.of('guardians.1');
    const made = await approval(ctx, guardian, asked.id, county.of('custodians.1').memberId);
    const approve = () => approveCeremony(ctx, guardian.actor, asked.id, made);
    const away = toUnit(filed.caseId, upper);
    const home = toUnit(filed.caseId, was);
    await meanwhile(away, home, approve);
    await meanwhile(leadIn(county.unitIds.fire), leadIn(upper), approve);
    await meanwhile(leadAs(['handler']), leadAs(['lead']), approve);
    await approve();
    const given = await gives(asked);
    const give = () => giveEscrow(ctx, county.actor('custodians.1'), asked.id, given);
    const toGive = () => escrowToGive(ctx, county.actor('custodians.1'), asked.id);
    for (const step of [toGive, give]) {
      await meanwhile(away, home, step);
      await meanwhile(leadIn(county.unitIds.fire), leadIn(upper), step);
    }
    await give();
    const toTake = () => escrowToTake(ctx, county.actor('upper.lead'), asked.id);
    const { wraps } = await leadTakes(asked);
    const bytes = wraps.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })) as never;
    const take = () => takeEscrow(ctx, county.actor('upper.lead'), asked.id, { wraps: bytes, renewal: null });
    for (const step of [toTake, take]) await meanwhile(away, home, step);
    await take();
  });
});

test('a unit placed elsewhere than the signed list says takes no part until it is certified anew', async () => {
  const { posted } = await sealedInBrowser(ctx, reportDraft());
  const { fire, upper } = county.unitIds;
  const move = (parentUnitId: string | null) =>
    ctx.database.owner.db.update(unit).set({ parentUnitId }).where(eq(unit.id, fire));
  await move(null);
  await expect(submitSealedReport(ctx, sent(posted))).rejects.toEqual(refusal('notOpen'));
  await move(upper);
  expect(await submitSealedReport(ctx, sent(posted))).toEqual({ repeated: false });
});

test('a key file of another size than every one has is refused: it could tell whom the report is about', async () => {
  const { posted } = await sealedInBrowser(ctx, reportDraft());
  const { recipient } = await newKeyPair();
  const { wrapSeed } = await import('~/envelope/wrap');
  const file = await wrapSeed(new Uint8Array(32), 'x', [recipient]);
  for (const holder of ['unit', 'custodians', 'guardians'] as const) {
    const keys = { ...posted.keys, [holder]: { ...posted.keys[holder], file } };
    await expect(submitSealedReport(ctx, sent({ ...posted, keys }))).rejects.toEqual(refusal('invalid'));
  }
});
