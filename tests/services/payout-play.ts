import { releaseShares } from '~/browser/reward/payee-workspace';
import type { ReportDraft } from '~/domain/report/report';
import { fromBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { today } from '~/services/context.server';
import { claimReward } from '~/services/reward/claim.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { keyringOf } from './case-workspace';
import type { Cast } from './ceremony-play';
import { makeBatch, payReward, releaseBatch } from './decided-as-shown';
import type { County } from './fixtures';
import { bankClaimOf, sessionOf } from './reporter-play';
import {
  approve,
  approveFromWorkspace,
  bankClaim,
  confirmedCase,
  INPUTS,
  night,
  proposeFrom,
  reporterOf,
} from './reward-play';

export type BankPayee = { holder: string; bank: string; account: string };

/** A reporter claims an approved reward to a bank account; the night after, finance has it. */
export async function claimToBank(ctx: Context, proposalId: string, payee: BankPayee): Promise<void> {
  await claimReward(ctx, await reporterOf(ctx, proposalId), bankClaim(payee));
  await night(ctx);
}

/** A report with its reward approved and claimed to a bank account, none of it released yet. */
export async function claimedCase(ctx: Context, county: County, payee: BankPayee, changes: Partial<ReportDraft> = {}) {
  const filed = await confirmedCase(ctx, county, { occurredOn: today(ctx), ...changes });
  const { anonymity } = { ...INPUTS, ...changes };
  const proposalId = await proposeFrom(ctx, county, filed, { ...INPUTS, anonymity });
  const rewardId = await approve(ctx, county, proposalId);
  await claimToBank(ctx, proposalId, payee);
  return { ...filed, proposalId, rewardId };
}

/** What the guardian's browser makes of a batch. */
export async function guardianShares(ctx: Context, cast: Cast, batchId: string) {
  const guardian = cast.of('guardians.1');
  const { guardian: page, lists, grants } = await payoutPage(ctx, guardian.actor);
  const batch = page?.batches.find(({ id }) => id === batchId);
  if (!batch) throw new Error('no batch');
  const shares = await releaseShares(batch, lists, grants, keyringOf(guardian));
  return shares.map((share) => ({ ...share, bytes: fromBase64(share.bytes) }));
}

/** A reward approved by a lead and claimed to an account, both as in real use, in a batch that waits for a guardian. */
export async function waitingPayment(
  ctx: Context,
  cast: Cast,
  payee: BankPayee,
  changes: Partial<ReportDraft> = {},
  lead = 'fire.lead',
) {
  const filed = await confirmedCase(ctx, cast, changes);
  const proposalId = await proposeFrom(ctx, cast, filed);
  const rewardId = await approveFromWorkspace(ctx, cast, { ...filed, proposalId }, lead);
  const session = await sessionOf(ctx, filed);
  const { reportId, seed } = session;
  await claimReward(ctx, { kind: 'reporter', reportId }, await bankClaimOf(ctx, session, payee));
  await night(ctx);
  return { ...filed, rewardId, batchId: await makeBatch(ctx, cast.actor('finance.1')), seed };
}

/** Finance puts what was claimed into a batch, a guardian's browser releases it, and finance pays. */
export async function payOut(ctx: Context, county: County, rewardId: string, voucher: string): Promise<void> {
  const batchId = await makeBatch(ctx, county.actor('finance.1'));
  await releaseBatch(ctx, county.actor('guardians.1'), batchId, await guardianShares(ctx, county, batchId));
  await payReward(ctx, county.actor('finance.1'), { rewardId, voucher });
}
