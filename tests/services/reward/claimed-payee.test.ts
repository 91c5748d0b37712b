import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { payeeShare, reward } from '#db/schema/reward';
import { confirmHere, markHere } from '~/browser/case/mark-workspace';
import { openPayee } from '~/browser/reward/payee-workspace';
import { payeeScope, sealPayee } from '~/contract/sealed/payee';
import { openShare } from '~/contract/sealed/two-share-key';
import type { ReportDraft } from '~/domain/report/report';
import { fromBase64 } from '~/envelope/bytes';
import { signClaimant, signPayee } from '~/envelope/reward/claim';
import { openJson } from '~/envelope/seal';
import { newSigningKey, type SigningKey, signStatement } from '~/envelope/signing';
import { confirmMarked, markPage, proposeMark } from '~/services/case/accused-mark.server';
import { today } from '~/services/context.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { ABOUT } from '../../envelope/samples';
import { keyringOf } from '../case-workspace';
import { workspaceOf } from '../ceremony-play';
import { approveReward, releaseBatch } from '../decided-as-shown';
import type { County } from '../fixtures';
import { guardianShares, waitingPayment } from '../payout-play';
import { playedContext } from '../played-context';
import {
  approveFromWorkspace,
  claimantOf,
  confirmedCase,
  enterRules,
  fireFund,
  proposeFrom,
  rewardOf,
} from '../reward-play';
import type { TestContext } from '../test-context';

const PAYEE = { holder: '陈大江', bank: '安岭农商银行', account: '6222000011112222' };
const THIEF = { holder: '别的人', bank: '别的银行', account: '6222999988887777' };

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 1_000_000n);
});

const waiting = (changes: Partial<ReportDraft> = {}) => waitingPayment(ctx, county, PAYEE, changes);

/** Puts another account in place of the claimed one, since finance's and guardians' keys are public. */
async function rob(rewardId: string, signer: SigningKey | null): Promise<void> {
  const sealed = await sealPayee({
    rewardId,
    payee: { method: 'bank', ...THIEF },
    finance: county.unitRef('finance'),
    guardians: county.unitRef('guardians'),
    about: ABOUT,
  });
  const { payee, payeeRecipient, shares } = sealed;
  const signed = signer ? { payeeSignature: signPayee(rewardId, payee, signer.seed) } : {};
  await ctx.db
    .update(reward)
    .set({ payee, payeeRecipient, ...signed })
    .where(eq(reward.id, rewardId));
  for (const { share, bytes } of shares) {
    await ctx.db
      .update(payeeShare)
      .set({ bytes })
      .where(and(eq(payeeShare.rewardId, rewardId), eq(payeeShare.share, share)));
  }
}

const released = (batchId: string) => guardianShares(ctx, county, batchId);
const release = async (batchId: string) =>
  releaseBatch(ctx, county.actor('guardians.1'), batchId, await released(batchId));

/** What finance's browser shows of a released payment. */
async function shown(rewardId: string) {
  const officer = county.of('finance.2');
  const { finance, lists, grants } = await payoutPage(ctx, officer.actor);
  const row = finance?.payable.find((one) => one.rewardId === rewardId);
  if (!row) throw new Error('not payable');
  return openPayee(row, lists, grants, keyringOf(officer));
}

const forged = { code: 'badSignature' };

describe('a payee', () => {
  test('that the rewarded reporter signed is released and shown', async () => {
    const { rewardId, batchId } = await waiting();
    await release(batchId);
    expect(await shown(rewardId)).toEqual({ method: 'bank', ...PAYEE });
  });

  test('that somebody put in its place is neither released nor shown', async () => {
    const intruder = newSigningKey();
    for (const signer of [null, intruder]) {
      const { rewardId, batchId } = await waiting();
      await rob(rewardId, signer);
      await expect(released(batchId)).rejects.toMatchObject(forged);
    }
    const { rewardId, batchId } = await waiting();
    await release(batchId);
    await rob(rewardId, intruder);
    await expect(shown(rewardId)).rejects.toMatchObject(forged);
  });

  test('does not count by a claimant’s key that no lead vouched for', async () => {
    const intruder = newSigningKey();
    const guardian = county.of('guardians.2');
    const lead = county.of('fire.lead');
    for (const [by, seed] of [
      [lead, intruder.seed],
      [guardian, guardian.keys.signing.seed],
    ] as const) {
      const { rewardId, batchId } = await waiting();
      await rob(rewardId, intruder);
      const named = { rewardId, key: intruder.publicKey, memberId: by.memberId };
      const { key, signature } = signClaimant(named, { signing: seed, report: new Uint8Array(32) });
      const claimant = { claimantKey: key, claimantProof: signature, approvedBy: by.memberId };
      await ctx.db.update(reward).set(claimant).where(eq(reward.id, rewardId));
      await expect(released(batchId)).rejects.toMatchObject(forged);
    }
  });
});

describe('a payee of a report about an office that has a part in the payment', () => {
  const accused = { code: 'accusedUnit' };

  test('is not released by a guardian of that office', async () => {
    const { batchId } = await waiting({ accusedUnitId: county.unitIds.guardians });
    await expect(released(batchId)).rejects.toMatchObject(accused);
  });

  test('nor to finance, when finance is the office', async () => {
    const { batchId } = await waiting({ accusedUnitId: county.unitIds.finance });
    await expect(released(batchId)).rejects.toMatchObject(accused);
  });

  test('nor when a mark says so of the lead who approved, whose case it still is', async () => {
    const { caseId, batchId } = await waiting();
    const handler = county.of('fire.handler');
    const { sealed } = await markPage(ctx, handler.actor, caseId);
    const wanted = { unitId: county.unitIds.fire, text: '核查中发现', sealed, markedOn: today(ctx) };
    const made = await markHere(wanted, await workspaceOf(ctx, handler));
    await proposeMark(ctx, handler.actor, caseId, { mark: made.mark, words: fromBase64(made.words) });
    expect(await released(batchId)).toHaveLength(1);
    const guardian = county.of('guardians.2');
    const confirmed = await confirmHere(made, today(ctx), await workspaceOf(ctx, guardian));
    await confirmMarked(ctx, guardian.actor, confirmed);
    await expect(released(batchId)).rejects.toMatchObject(accused);
  });

  test('and one approved by somebody who cannot open the report is not released either', async () => {
    const { rewardId, batchId } = await waiting();
    const claimantReportProof = signStatement('rewardClaimantProof', { rewardId }, new Uint8Array(32));
    await ctx.db.update(reward).set({ claimantReportProof }).where(eq(reward.id, rewardId));
    await expect(released(batchId)).rejects.toMatchObject(forged);
  });

  test('and finance’s own share says nothing of the report, nor does the released one', async () => {
    const { rewardId, batchId } = await waiting({ accusedUnitId: county.unitIds.emergency });
    await release(batchId);
    const rows = await ctx.db.select().from(payeeShare).where(eq(payeeShare.rewardId, rewardId));
    const own = rows.find(({ share }) => share === 'finance');
    const { identity } = county.unitPair('finance');
    const opened = await openShare(own?.bytes ?? new Uint8Array(), identity, payeeScope(rewardId), 'finance');
    expect(opened.about).toBeNull();
    const given = rows.find(({ share }) => share === 'released');
    const label = { kind: 'release', scope: `${payeeScope(rewardId)}:guardians`, sequence: 0 } as const;
    const text = JSON.stringify(await openJson(given?.bytes ?? new Uint8Array(), identity, label));
    for (const told of [county.unitIds.emergency, county.unitIds.fire]) expect(text).not.toContain(told);
  });
});

test('an approval takes the lead’s own signature over the claimant', async () => {
  const filed = await confirmedCase(ctx, county);
  const proposalId = await proposeFrom(ctx, county, filed);
  const rewardId = rewardOf(proposalId);
  const lead = county.actor('fire.lead');
  for (const claimant of [
    claimantOf(county.of('fire.lead2'), rewardId),
    claimantOf(county.of('fire.lead'), filed.caseId),
    { key: '', signature: '', proof: '' },
    { ...claimantOf(county.of('fire.lead'), rewardId), proof: '' },
  ]) {
    await expect(approveReward(ctx, lead, { proposalId, rewardId, claimant })).rejects.toMatchObject({
      code: 'invalid',
      field: 'claimant',
    });
  }
  await approveFromWorkspace(ctx, county, { ...filed, proposalId });
});
