import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { rewardProposal } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import {
  checkDecision,
  needsHigher,
  REWARD_REFUSAL_REASONS,
  type RewardRefusalReason,
} from '~/domain/reward/reward-order';
import { ruleDay } from '~/domain/reward/rule-day';
import { isUuid } from '~/domain/uuid';
import { type Claimant, isClaimant } from '~/envelope/reward/claim';
import { addCaseEvent, openReports } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { rewardPolicyOn } from '~/services/county/policies.server';
import { lockHandOvers } from '~/services/hand-over.server';
import { certifiedInForce } from '~/services/keys/certified.server';
import { perform } from '~/services/perform.server';
import { book } from './ledger.server';
import { amountFor, type RewardProposal } from './reward-amount.server';
import { lockForProposal, requireDue, verdictMark } from './reward-due.server';
import { isLost, keepLink } from './reward-link.server';
import { settleEarlier } from './reward-revision.server';
import { amountOf, type LockedProposal, lockProposal, payingFund, rewardEvent, SET_ASIDE } from './reward-rows.server';

/**
 * A handler of the verifying department proposes the reward of a case, for the report that was first. Refusals:
 * `stageForbids` before a confirmed verdict that the report is true, `alreadyDone` when the case has one, `conflict`
 * (reportId: another report was first), `invalid` (inputs, or no reward follows from them).
 */
export async function proposeReward(ctx: Context, actor: Member, proposal: RewardProposal): Promise<void> {
  const { proposalId, caseId, reportId, stepsForCase, stepsForReporter } = proposal;
  await perform(ctx, actor, 'reward.propose', `proposal:${proposalId}`, async (p) => {
    const { tx, today, record } = p;
    const row = await lockForProposal(p, proposal);
    const [first] = await openReports(tx, caseId);
    if (first?.id !== reportId) throw new Refusal('conflict', { field: 'reportId' });
    await refuseSecond(tx, caseId);
    const { amount, policyId } = await amountFor(tx, row, proposal.inputs);
    await tx.insert(rewardProposal).values({
      id: proposalId,
      caseId,
      reportId,
      unitId: row.responsibleUnitId,
      policyId,
      amount,
      state: 'proposed',
      proposedUnder: verdictMark(row),
      stepsForCase,
      stepsForReporter,
      proposedBy: actor.memberId,
      proposedOn: today,
    });
    await addCaseEvent(tx, { caseId, act: 'reward.propose', actor, unitId: row.responsibleUnitId, onDay: today });
    record({ policyId });
  });
}

async function refuseSecond(tx: Tx, caseId: string): Promise<void> {
  const standing = await tx
    .select({ id: rewardProposal.id })
    .from(rewardProposal)
    .where(and(eq(rewardProposal.caseId, caseId), ne(rewardProposal.state, 'refused')));
  if (standing.length > 0) throw new Refusal('alreadyDone');
}

/** The reporter's signing key as the approving lead's browser read it in the narrative, with the lead's signature. */
export type ApprovedClaimant = { key: string; signature: string; proof: string };

export type RewardApproval = {
  proposalId: string;
  /** The id of the future payment, made and signed in the lead's browser; no row holds it beside the proposal. */
  rewardId: string;
  fundId?: string | undefined;
  /** In fen, as the lead's browser computed it from the opened steps. */
  amount: bigint;
  claimant: ApprovedClaimant;
};

/**
 * Another member of the department (the lead) approves: the amount is committed in the fund, and the days to claim
 * begin with the notice (reward-notice.server.ts). This happens again where the key that kept who may claim was lost.
 * Refusals: `samePerson`, `alreadyDone`, `fundTooLow` (data: balance, amount in fen), `notFound`, `invalid` (claimant:
 * not signed with the lead's certified key), `conflict` (rewardId is in use; data.rule `level`: the rule asks for the
 * level above at this amount or at the whole), `shownOtherwise` (amount), and those of `requireDue`.
 */
export function approveReward(ctx: Context, actor: Member, approval: RewardApproval): Promise<void> {
  return agree(ctx, actor, 'reward.approve', approval);
}

/**
 * The lead agrees to an amount that the rule lets only the level above approve (reward-higher.server.ts). Refusals as
 * for approval; `conflict` (data.rule `level`) where the lead may approve it.
 */
export function forwardReward(ctx: Context, actor: Member, approval: RewardApproval): Promise<void> {
  return agree(ctx, actor, 'reward.forward', approval);
}

async function agree(
  ctx: Context,
  actor: Member,
  act: 'reward.approve' | 'reward.forward',
  { proposalId, rewardId, fundId, ...approval }: RewardApproval,
): Promise<void> {
  await perform(ctx, actor, act, `proposal:${proposalId}`, async ({ tx, today, within, record }) => {
    if (!isUuid(rewardId)) throw new Refusal('invalid', { field: 'rewardId' });
    await lockHandOvers(tx);
    const row = await lockProposal(tx, proposalId);
    within({ unitId: row.unitId });
    const again = await isLost(ctx, tx, row);
    const refusal = checkDecision(again ? { ...row, state: 'proposed' } : row, actor.memberId);
    if (refusal) throw refusal;
    // What is approved again was promised already.
    if (!again) requireDue(row, row.ofCase);
    const claimant = { ...approval.claimant, memberId: actor.memberId };
    await requireClaimant(tx, rewardId, claimant);
    const amount = amountOf(row);
    if (amount !== approval.amount) throw new Refusal('shownOtherwise');
    const higher = !again && (await asksHigher(tx, row, amount));
    if (higher !== (act === 'reward.forward')) throw new Refusal('conflict', { data: { rule: 'level' } });
    const payingId = again ? row.fundId : (await payingFund(tx, row, today, fundId)).id;
    if (payingId === null) throw new Refusal('conflict');
    // What is approved again has its amount committed already; what goes to the level above is not approved yet.
    if (!again && !higher) await settleEarlier(ctx, tx, row, today);
    if (!again && !higher) await book(tx, today, 'approve', { fundId: payingId, amount });
    await keepLink(ctx, tx, { proposalId, rewardId, claimant });
    const agreed = { state: higher ? 'forwarded' : 'approved', approvedBy: actor.memberId, approvedOn: today } as const;
    await tx
      .update(rewardProposal)
      .set({ ...agreed, ...UNNOTICED, fundId: payingId, claimedOn: null })
      .where(eq(rewardProposal.id, proposalId));
    await rewardEvent(tx, row, { act, onDay: today, actor });
    // The amount stays out of the log, whose readers would recognise the payment by it; the ledger has it.
    record({ fundId: payingId, ...(again && { again }) });
  });
}

/** Does the rule of the case ask for the level above at this amount, or at the whole of which a difference is the last part? */
async function asksHigher(tx: Tx, { ofCase, unitId, higherByTotal }: LockedProposal, amount: bigint): Promise<boolean> {
  const { approval } = await rewardPolicyOn(tx, ruleDay(ofCase), unitId);
  return higherByTotal || needsHigher(amount, approval.leadUpToFen);
}

/** The days to claim begin with a new notice after a second approval too. */
const UNNOTICED = {
  noticedOn: null,
  noticedBy: null,
  claimUntil: null,
  claimProvisional: false,
  claimExtendedOn: null,
};

/** Finance and guardians would refuse any other later, when the claimant can no longer be asked. */
async function requireClaimant(tx: Tx, rewardId: string, claimant: Claimant): Promise<void> {
  const lead = (await certifiedInForce(tx)).members.get(claimant.memberId);
  const proven = /^[\w-]{86}$/.test(claimant.proof);
  if (!lead || !proven || !isClaimant(rewardId, claimant, lead.signingKey))
    throw new Refusal('invalid', { field: 'claimant' });
}

/** Sends a proposal back with a reason code; the department may then propose anew. Refusals: as for approval. */
export async function refuseReward(
  ctx: Context,
  actor: Member,
  { proposalId, reason }: { proposalId: string; reason: RewardRefusalReason },
): Promise<void> {
  await perform(ctx, actor, 'reward.refuse', `proposal:${proposalId}`, async ({ tx, today, within, record }) => {
    if (!REWARD_REFUSAL_REASONS.includes(reason)) throw new Refusal('invalid', { field: 'reason' });
    const row = await lockProposal(tx, proposalId);
    within({ unitId: row.unitId });
    const refusal = checkDecision(row, actor.memberId);
    if (refusal) throw refusal;
    await tx
      .update(rewardProposal)
      .set({ state: 'refused', ...SET_ASIDE })
      .where(eq(rewardProposal.id, proposalId));
    await rewardEvent(tx, row, { act: 'reward.refuse', onDay: today, actor, data: { reason } });
    record({ reason });
  });
}
