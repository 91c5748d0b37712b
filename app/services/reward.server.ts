import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { report } from '#db/schema/casework';
import { reward } from '#db/schema/reward';
import type { Actor, Member } from '~/domain/actions';
import { claimDueOn } from '~/domain/deadlines';
import type { BankAccount } from '~/domain/payee';
import { Refusal } from '~/domain/refusal';
import {
  type ClaimMethod,
  checkClaim,
  checkDecision,
  mayBeRewarded,
  REWARD_REFUSAL_REASONS,
  type RewardInputs,
  type RewardRefusalReason,
} from '~/domain/reward-order';
import type { Stage, Verdict } from '~/domain/vocabulary';
import { type Claimant, isClaimant } from '~/envelope/claim';
import type { ShareAbout } from '~/envelope/share-about';
import { addCaseEvent, isUuid, lockCase, openReports, requireSealed } from './case-record.server';
import { certifiedInForce } from './certified.server';
import type { House } from './house.server';
import { book } from './ledger.server';
import { type ClaimedPayee, readPayee, storePayee, storeSealedPayee } from './payee.server';
import { perform } from './perform.server';
import { policyInForce } from './policies.server';
import { amountFor } from './reward-amount.server';
import { lockReward, payingFund, rewardEvent } from './reward-rows.server';

type Reporter = Extract<Actor, { kind: 'reporter' }>;

export type RewardProposal = {
  /** Made by the proposer's browser, because the steps are sealed under it. */
  rewardId: string;
  caseId: string;
  reportId: string;
  /** Used in memory to compute the amount anew; never stored. */
  inputs: RewardInputs;
  /** The steps, sealed to the case key and to the report's thread key. */
  stepsForCase: Uint8Array;
  stepsForReporter: Uint8Array;
};

/**
 * A handler of the verifying department proposes the reward of a case, for the report that was first.
 * Refusals: `stageForbids` before a confirmed verdict that the report is true, `alreadyDone` when the case has one,
 * `conflict` (reportId: another report was first), `invalid` (inputs, or no reward follows from them).
 */
export async function proposeReward(house: House, actor: Member, proposal: RewardProposal): Promise<void> {
  const { rewardId, caseId, reportId, stepsForCase, stepsForReporter } = proposal;
  if (!isUuid(rewardId)) throw new Refusal('invalid', { field: 'rewardId' });
  requireSealed(stepsForCase, 'steps');
  requireSealed(stepsForReporter, 'steps');
  await perform(house, actor, 'reward.propose', `reward:${rewardId}`, async ({ tx, today, within, record }) => {
    const row = await lockCase(tx, caseId);
    within({ unitId: row.responsibleUnitId });
    if (!mayBeRewarded(row.stage as Stage, row.verdict as Verdict | null)) throw new Refusal('stageForbids');
    const [first] = await openReports(tx, caseId);
    if (first?.id !== reportId) throw new Refusal('conflict', { field: 'reportId' });
    await refuseSecond(tx, caseId);
    const { amount, policyId } = await amountFor(tx, row, proposal.inputs);
    await tx.insert(reward).values({
      id: rewardId,
      caseId,
      reportId,
      unitId: row.responsibleUnitId,
      policyId,
      amount,
      state: 'proposed',
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
    .select({ id: reward.id })
    .from(reward)
    .where(and(eq(reward.caseId, caseId), ne(reward.state, 'refused')));
  if (standing.length > 0) throw new Refusal('alreadyDone');
}

/** The reporter's signing key as the approving lead's browser read it in the narrative, with the lead's signature. */
export type ApprovedClaimant = { key: string; signature: string; proof: string };

/**
 * Another member of the department (the lead) approves: the amount is committed in the fund, and the days
 * to claim begin. Refusals: `samePerson`, `alreadyDone`, `fundTooLow` (data: balance, amount in fen), `notFound`,
 * `invalid` (claimant: not signed with the lead's certified key).
 */
export async function approveReward(
  house: House,
  actor: Member,
  { rewardId, fundId, claimant }: { rewardId: string; fundId?: string | undefined; claimant: ApprovedClaimant },
): Promise<void> {
  await perform(house, actor, 'reward.approve', `reward:${rewardId}`, async ({ tx, today, within, record }) => {
    const row = await lockReward(tx, rewardId);
    within({ unitId: row.unitId });
    const refusal = checkDecision(row, actor.memberId);
    if (refusal) throw refusal;
    await requireClaimant(tx, rewardId, { ...claimant, memberId: actor.memberId });
    const paying = await payingFund(tx, row, today, fundId);
    await book(tx, today, 'approve', { fundId: paying.id, amount: row.amount, rewardId });
    const claimUntil = claimDueOn(today, await policyInForce(tx, 'timeLimits', today), house.calendar);
    await tx
      .update(reward)
      .set({
        state: 'approved',
        approvedBy: actor.memberId,
        approvedOn: today,
        claimUntil,
        fundId: paying.id,
        claimantKey: claimant.key,
        claimantProof: claimant.signature,
        claimantReportProof: claimant.proof,
      })
      .where(eq(reward.id, rewardId));
    await rewardEvent(tx, row, { act: 'reward.approve', onDay: today, actor });
    record({ amount: String(row.amount), fundId: paying.id });
  });
}

/** Finance and guardians would refuse another one later, when the claimant can no longer be asked. */
async function requireClaimant(tx: Tx, rewardId: string, claimant: Claimant): Promise<void> {
  const lead = (await certifiedInForce(tx)).members.get(claimant.memberId);
  const proven = /^[\w-]{86}$/.test(claimant.proof);
  if (!lead || !proven || !isClaimant(rewardId, claimant, lead.signingKey))
    throw new Refusal('invalid', { field: 'claimant' });
}

/** Sends a proposal back with a reason code; the department may then propose anew. Refusals as for approval. */
export async function refuseReward(
  house: House,
  actor: Member,
  { rewardId, reason }: { rewardId: string; reason: RewardRefusalReason },
): Promise<void> {
  if (!REWARD_REFUSAL_REASONS.includes(reason)) throw new Refusal('invalid', { field: 'reason' });
  await perform(house, actor, 'reward.refuse', `reward:${rewardId}`, async ({ tx, today, within, record }) => {
    const row = await lockReward(tx, rewardId);
    within({ unitId: row.unitId });
    const refusal = checkDecision(row, actor.memberId);
    if (refusal) throw refusal;
    await tx.update(reward).set({ state: 'refused' }).where(eq(reward.id, rewardId));
    await rewardEvent(tx, row, { act: 'reward.refuse', onDay: today, actor, data: { reason } });
    record({ reason });
  });
}

/**
 * By bank: an account in the clear, sealed here in memory with what the reporter's card says of the report and signed with
 * the session's seed, or already sealed in the reporter's browser.
 */
export type Claim =
  | { method: 'cash' }
  | { method: 'bank'; payee: Record<keyof BankAccount, string>; seed: Uint8Array; about: ShareAbout }
  | { method: 'bank'; rewardId: string; sealed: ClaimedPayee };

/**
 * The reporter claims the reward of the own report: cash by code (`cashCodeOf` shows the code on the page from then
 * on), or to an account sealed in two shares. Refusals: `notFound`, `tooLate`, `alreadyDone`, `invalid` (payee field),
 * `conflict` when it was sealed to keys that are not in force any more.
 */
export async function claimReward(house: House, actor: Reporter, claim: Claim): Promise<{ rewardId: string }> {
  const payee = 'payee' in claim ? readPayee(claim.payee) : null;
  const method: ClaimMethod = claim.method;
  const rewardId = await claimable(house, actor);
  await perform(house, actor, 'reward.claim', `reward:${rewardId}`, async ({ tx, today, within, record }) => {
    const row = await lockReward(tx, rewardId);
    within({ reportId: row.reportId });
    const refusal = checkClaim(row, today);
    if (refusal) throw refusal;
    await tx
      .update(reward)
      .set({ state: 'claimed', claimMethod: method, claimedOn: today, listVersion: await listVersionOf(tx, actor) })
      .where(eq(reward.id, rewardId));
    if (payee && 'seed' in claim) await storePayee(tx, rewardId, payee, claim);
    if ('sealed' in claim) await keepSealed(tx, rewardId, claim);
    await book(tx, today, 'claim', { fundId: row.fundId ?? '', amount: row.amount, rewardId });
    await rewardEvent(tx, row, { act: 'reward.claim', onDay: today });
    record({ method });
  });
  return { rewardId };
}

/** The browser sealed it under the id of the reward that its page showed. */
async function keepSealed(tx: Tx, rewardId: string, claim: { rewardId: string; sealed: ClaimedPayee }): Promise<void> {
  if (claim.rewardId !== rewardId) throw new Refusal('conflict', { field: 'payee' });
  await storeSealedPayee(tx, rewardId, claim.sealed);
}

async function listVersionOf(tx: Tx, { reportId }: Reporter): Promise<number | null> {
  const [row] = await tx.select({ version: report.listVersion }).from(report).where(eq(report.id, reportId));
  return row?.version ?? null;
}

async function claimable(house: House, actor: Reporter): Promise<string> {
  const [row] = await house.db
    .select({ id: reward.id })
    .from(reward)
    .where(and(eq(reward.reportId, actor.reportId), ne(reward.state, 'refused')));
  if (!row) throw new Refusal('notFound');
  return row.id;
}
