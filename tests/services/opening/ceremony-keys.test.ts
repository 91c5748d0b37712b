import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { payeeSample } from '#db/schema/ceremony';
import { payeeShare } from '#db/schema/reward';
import { openCase } from '~/browser/case/case-workspace';
import { hasUnsignedKey, openFollow } from '~/browser/follow/follow-workspace';
import { askHere } from '~/browser/opening/ceremony-asker';
import { giveHere } from '~/browser/opening/ceremony-workspace';
import { takeHere } from '~/browser/opening/escrow-workspace';
import { openSampleHere } from '~/browser/opening/sample-workspace';
import { openPayee, releaseShares } from '~/browser/reward/payee-workspace';
import { fromBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { signPayee } from '~/envelope/reward/claim';
import { newSigningKey } from '~/envelope/signing';
import { caseForStaff } from '~/services/case/case-page.server';
import { today } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import { sendReporterMessage } from '~/services/follow/follow-write.server';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { accessRecord } from '~/services/opening/access-record.server';
import { askEscrow, caseToAsk, escrowToGive, giveEscrow } from '~/services/opening/escrow.server';
import { escrowToTake, takeEscrow } from '~/services/opening/escrow-take.server';
import { claimReward } from '~/services/reward/claim.server';
import { askSample, closeSample, giveSample, openSample, sampleToGive } from '~/services/reward/payee-sample.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { acceptCase } from '../case-steps';
import { keyringOf, reportFire } from '../case-workspace';
import { approveFor, bytesOf, workspaceOf } from '../ceremony-play';
import { makeBatch, payReward, releaseBatch } from '../decided-as-shown';
import { approve, bankClaim, night, proposalRow, proposeBare, reporterOf } from '../reward-play';
import { county, ctx } from './escrow-county';

const PAYEE = { holder: 'ZqHolder', bank: 'ZqBank', account: '6222999900007777' };

const actor = (login: string) => county.actor(login);

const refusal = (code: string) => expect.objectContaining({ refusal: true, code });

/** Requested by the upper unit's lead, approved, released by the custodian, taken over. */
async function escrow(caseId: string, purpose: 'review' | 'takeover') {
  const lead = county.of('upper.lead');
  const ceremonyId = randomUUID();
  const about = { ceremonyId, caseId, reason: 'suspectedConcealment', purpose } as const;
  const facts = { ...about, kind: 'escrow', reportId: '', fields: [], askedBy: lead.memberId, askedOn: today(ctx) };
  const sealed = await askHere(facts, '怀疑包庇', await workspaceOf(ctx, lead));
  await askEscrow(ctx, lead.actor, { ...about, askedOn: facts.askedOn, reasonSealed: fromBase64(sealed) });
  await approveFor(ctx, county, ceremonyId);
  const custodian = county.of('custodians.1');
  const toGive = { facts, words: sealed, ...(await escrowToGive(ctx, custodian.actor, ceremonyId)) };
  const given = await giveHere('custodians', toGive, today(ctx), await workspaceOf(ctx, custodian));
  await giveEscrow(ctx, custodian.actor, ceremonyId, given.map(bytesOf));
  return { ceremonyId, facts };
}

async function taken(caseId: string, purpose: 'review' | 'takeover') {
  const { ceremonyId, facts } = await escrow(caseId, purpose);
  const lead = county.of('upper.lead');
  const toTake = await escrowToTake(ctx, lead.actor, ceremonyId);
  const made = await takeHere(facts, toTake, lead.unitId, today(ctx), await workspaceOf(ctx, lead));
  const decoded = <T extends { bytes: string }>(wraps: T[]) =>
    wraps.map((one) => ({ ...one, bytes: fromBase64(one.bytes) })) as never;
  const renewal = made.renewal && {
    ...made.renewal,
    wraps: decoded(made.renewal.wraps),
    proofs: decoded(made.renewal.proofs),
  };
  await takeEscrow(ctx, lead.actor, ceremonyId, { wraps: decoded(made.wraps), renewal });
}

const workspaceOfCase = async (login: string, caseId: string) => {
  const member = county.of(login);
  const page = await caseForStaff(ctx, member.actor, caseId);
  return { page, opened: await openCase(page.sealed, keyringOf(member)) };
};

describe('escrow', () => {
  test('a review reads the case along and does nothing in it', async () => {
    const filed = await reportFire(ctx);
    const lead = county.of('upper.lead');
    await expect(caseForStaff(ctx, lead.actor, filed.caseId)).rejects.toEqual(refusal('notFound'));
    const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, filed.caseId));
    expect(await caseToAsk(ctx, lead.actor, row?.order ?? 0)).toEqual({ caseId: filed.caseId });
    await expect(caseToAsk(ctx, actor('emergency.lead'), row?.order ?? 0)).rejects.toEqual(refusal('notFound'));
    await taken(filed.caseId, 'review');
    const { page, opened } = await workspaceOfCase('upper.lead', filed.caseId);
    expect(page).toMatchObject({ next: [], anyStage: [], readsAlong: true });
    expect(opened.reports[0]?.narrative?.description).toContain('消防通道');
    expect(page.sealed.parts.some(({ key }) => key === 'thread')).toBe(false);
    await expect(acceptCase(ctx, lead.actor, filed.caseId)).rejects.toEqual(refusal('notFound'));
    expect((await workspaceOfCase('fire.lead', filed.caseId)).opened.reports[0]?.narrative).not.toBeNull();
    expect((await accessRecord(ctx.db, filed.reportId)).map(({ act, kind }) => `${kind} ${act}`)).toEqual([
      'escrow asked',
      'escrow approved',
      'escrow opened',
    ]);
  });

  test('a takeover moves the case with new keys, which the unit before never has', async () => {
    const filed = await reportFire(ctx);
    await taken(filed.caseId, 'takeover');
    await expect(caseForStaff(ctx, actor('fire.lead'), filed.caseId)).rejects.toEqual(refusal('notFound'));
    const { page, opened } = await workspaceOfCase('upper.lead', filed.caseId);
    expect(page.facts.unitId).toBe(county.unitIds.upper);
    expect([opened.keyEpoch, opened.reports[0]?.narrative?.description.includes('消防通道')]).toEqual([1, true]);
    await acceptCase(ctx, actor('upper.lead'), filed.caseId);
    const wraps = await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, filed.caseId));
    const former = wraps.filter(({ unitKeyId }) => unitKeyId === county.unitRef('fire').unitKeyId);
    expect(former.map(({ key, keyEpoch }) => `${key}#${keyEpoch}`)).toEqual(['thread#0']);
  });

  test('a takeover gives the reporter a thread key that counts', async () => {
    const { caseId, code, reportId } = await reportFire(ctx);
    await taken(caseId, 'takeover');
    const { salt } = await countyInfo(ctx.db);
    const { reporter } = await receiptKeys(code, salt, ctx.argon2id);
    const opened = await openFollow((await sealedFollowPage(ctx, reportId)).sealed, reporter.seed);
    expect([[...opened.keys.keys()], opened.unsigned, hasUnsignedKey(opened)]).toEqual([[0, 1], [], false]);
    // Nobody in the new unit opens the first thread key; the narrative still says who the reporter is.
    await sendReporterMessage(ctx, { reportId, seed: reporter.seed }, '请接着查');
    const { reports } = (await workspaceOfCase('upper.lead', caseId)).opened;
    expect(reports[0]?.messages).toMatchObject([{ from: 'reporter', text: '请接着查' }]);
  });

  test('a takeover wraps nothing for a reporter or after a thread that the narrative does not name', async () => {
    const foreign = await newKeyPair();
    for (const column of ['reporterRecipient', 'threadRecipient'] as const) {
      const { caseId, reportId } = await reportFire(ctx);
      await ctx.db
        .update(report)
        .set({ [column]: foreign.recipient })
        .where(eq(report.id, reportId));
      await expect(taken(caseId, 'takeover')).rejects.toMatchObject({ code: 'wrongPart' });
    }
    const { caseId, reportId } = await reportFire(ctx);
    const narrative = and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'narrative'));
    await ctx.db.delete(sealedPart).where(narrative);
    await expect(taken(caseId, 'takeover')).rejects.toMatchObject({ code: 'wrongPart' });
  });

  test('a joined key that is not the case’s is noticed before anything is replaced', async () => {
    const [one, other] = [await reportFire(ctx), await reportFire(ctx)];
    const { ceremonyId, facts } = await escrow(one.caseId, 'review');
    const lead = county.of('upper.lead');
    const toTake = await escrowToTake(ctx, lead.actor, ceremonyId);
    const workspace = await workspaceOf(ctx, lead);
    const keys = toTake.keys.map((key) => ({ ...key, recipient: key.recipient && other.caseId }));
    await expect(takeHere(facts, { ...toTake, keys }, lead.unitId, today(ctx), workspace)).rejects.toMatchObject({
      code: 'wrongPart',
    });
    const elsewhere = { ...facts, ceremonyId: randomUUID() };
    await expect(takeHere(elsewhere, toTake, lead.unitId, today(ctx), workspace)).rejects.toMatchObject({
      code: 'badSignature',
    });
  });
});

describe('an auditor’s sample', () => {
  test('takes guardian and finance, shows payee and amount, and cannot be chosen', async () => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    const rewardId = await approve(ctx, county, proposalId);
    await claimReward(ctx, await reporterOf(ctx, proposalId), bankClaim(PAYEE));
    await night(ctx);
    const batchId = await makeBatch(ctx, actor('finance.1'));
    const guardian = county.of('guardians.1');
    const payouts = await payoutPage(ctx, guardian.actor);
    const batch = payouts.guardian?.batches.find(({ id }) => id === batchId);
    if (!batch || !payouts.guardian) throw new Error('no batch');
    const shares = await releaseShares(batch, payouts.lists, payouts.grants, keyringOf(guardian));
    await releaseBatch(
      ctx,
      guardian.actor,
      batchId,
      shares.map((share) => ({ ...share, bytes: fromBase64(share.bytes) })),
    );
    await payReward(ctx, actor('finance.1'), { rewardId, voucher: 'V-1' });

    await sequenceLog(ctx, { everything: true });
    const auditor = county.of('auditor');
    const ceremonyId = randomUUID();
    const facts = {
      ceremonyId,
      kind: 'payeeSample',
      caseId: '',
      reportId: '',
      reason: 'regularAudit',
      purpose: 'audit',
      fields: [],
      askedBy: auditor.memberId,
      askedOn: today(ctx),
    };
    const sealed = await askHere(facts, '季度抽查', await workspaceOf(ctx, auditor));
    const wanted = { ceremonyId, from: '2025-09-01', to: '2025-09-30', size: 5, reason: 'regularAudit' };
    await askSample(ctx, auditor.actor, { ...wanted, askedOn: facts.askedOn, reasonSealed: fromBase64(sealed) });
    const [drawn] = await ctx.db.select().from(payeeSample).where(eq(payeeSample.ceremonyId, ceremonyId));
    expect(drawn?.rewardIds).toEqual([rewardId]);
    await approveFor(ctx, county, ceremonyId, ['guardians.2', 'auditor']);
    await expect(openSample(ctx, auditor.actor, ceremonyId)).rejects.toEqual(refusal('stageForbids'));
    const finance = county.of('finance.2');
    const toGive = { facts, words: sealed, ...(await sampleToGive(ctx, finance.actor, ceremonyId)) };
    const given = await giveHere('finance', toGive, today(ctx), await workspaceOf(ctx, finance));
    await giveSample(ctx, finance.actor, ceremonyId, given.map(bytesOf));
    const sample = await openSample(ctx, auditor.actor, ceremonyId);
    const opened = await openSampleHere(facts, sample, today(ctx), await workspaceOf(ctx, auditor));
    expect([...opened.values()]).toEqual([{ plain: { method: 'bank', ...PAYEE }, signed: true }]);
    // A payee that somebody put there after the payment is shown as such.
    const [payment] = sample.payments;
    if (!payment) throw new Error('no payment');
    const changed = {
      ...payment,
      claim: { ...payment.claim, payeeSignature: signPayee(rewardId, fromBase64(payment.payee), newSigningKey().seed) },
    };
    const second = await openSampleHere(
      facts,
      { ...sample, payments: [changed] },
      today(ctx),
      await workspaceOf(ctx, auditor),
    );
    expect([...second.values()]).toMatchObject([{ signed: false }]);
    expect(sample.payments[0]).toMatchObject({ rewardId, voucher: 'V-1' });
    expect(JSON.stringify(sample, (_, v) => (typeof v === 'bigint' ? String(v) : v))).not.toContain(
      (await proposalRow(ctx, proposalId)).caseId,
    );
    await closeSample(ctx, auditor.actor, ceremonyId);
    await expect(openSample(ctx, auditor.actor, ceremonyId)).rejects.toEqual(refusal('alreadyDone'));
    // Finance alone can no longer open a paid payee.
    const own = await ctx.db.select().from(payeeShare).where(eq(payeeShare.rewardId, rewardId));
    expect(own.map(({ share }) => share).sort()).toEqual(['finance', 'guardians']);
    const claim = { rewardId, payee: null, payeeSignature: null, claimant: null };
    const alone = { rewardId, payee: '', shares: null, claim };
    await expect(openPayee(alone, payouts.lists, [], keyringOf(finance))).rejects.toThrow();
  });
});
