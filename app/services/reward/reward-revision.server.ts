import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { rewardProposal } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { differenceOf, type Revision, revisionOf, stands } from '~/domain/reward/revision';
import { needsHigher } from '~/domain/reward/reward-order';
import { ruleDay } from '~/domain/reward/rule-day';
import { addCaseEvent } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { rewardPolicyOn } from '~/services/county/policies.server';
import { perform } from '~/services/perform.server';
import { book } from './ledger.server';
import { amountFor, type RewardProposal } from './reward-amount.server';
import { lockForProposal, verdictMark } from './reward-due.server';
import { dropLink, isLost } from './reward-link.server';
import { amountOf, type ProposalRow, rewardsOfCase, SET_ASIDE } from './reward-rows.server';

/**
 * `revises`: the reward that the page showed as the present one. `beforeFen`: what was granted until now, as the browser read
 * it in the sealed steps; of a paid reward no row tells it.
 */
export type RewardRevision = RewardProposal & { revises: string; beforeFen: bigint };

/**
 * The penalty changed after a reward was approved or paid: a handler proposes it anew by the present facts. What nobody has
 * claimed is replaced, to what was paid the difference is added; it is approved, noticed and claimed as any other. Refusals:
 * as for `proposeReward`; `conflict` (data.rule `changedSince`: another reward is the present one), `stageForbids` (data.rule
 * `notYetPaid`: it is claimed, or itself a difference, and must be paid first), `tooLate` once the case's content was
 * deleted, `invalid` (inputs, data.because `unchanged` or `notLower`).
 */
export async function reviseReward(ctx: Context, actor: Member, proposal: RewardRevision): Promise<void> {
  const { proposalId, caseId, stepsForCase, stepsForReporter, beforeFen } = proposal;
  await perform(ctx, actor, 'reward.revise', `proposal:${proposalId}`, async (p) => {
    const { tx, today, record } = p;
    const row = await lockForProposal(p, proposal);
    if (row.purgedOn !== null) throw new Refusal('tooLate');
    const standing = (await rewardsOfCase(tx, caseId)).find(stands);
    if (standing === undefined) throw new Refusal('notFound');
    if (standing.state === 'proposed' || standing.state === 'forwarded') throw new Refusal('alreadyDone');
    if (standing.id !== proposal.revises) throw new Refusal('conflict', { data: { rule: 'changedSince' } });
    const how = revisionOf(standing);
    // One whose claimant was lost is approved again first.
    if (how === null || (await isLost(ctx, tx, standing)))
      throw new Refusal('stageForbids', { data: { rule: 'notYetPaid' } });
    const before = how === 'replaces' ? amountOf(standing) : beforeFen;
    const { amount: totalFen, policyId } = await amountFor(tx, row, proposal.inputs);
    const { lowersUnclaimed, approval } = await rewardPolicyOn(tx, ruleDay(row), row.responsibleUnitId);
    const difference = differenceOf(how, { totalFen, beforeFen: before }, lowersUnclaimed);
    if ('none' in difference) throw new Refusal('invalid', { field: 'inputs', data: { because: difference.none } });
    await tx.insert(rewardProposal).values({
      ...{ id: proposalId, caseId, reportId: standing.reportId, unitId: row.responsibleUnitId, policyId },
      ...{ amount: difference.amountFen, state: 'proposed', revises: standing.id, revision: how },
      ...{ proposedUnder: verdictMark(row), higherByTotal: needsHigher(totalFen, approval.leadUpToFen) },
      ...{ stepsForCase, stepsForReporter, proposedBy: actor.memberId, proposedOn: today },
    });
    await addCaseEvent(tx, { caseId, act: 'reward.revise', actor, unitId: row.responsibleUnitId, onDay: today });
    record({ policyId });
  });
}

/**
 * In the act that approves a revision, before its own amount is booked: what it replaces goes back to its fund, and nobody may
 * claim it any more. Refusal `conflict` (data.rule `changedSince`) where the earlier one was claimed, expired or paid since;
 * then it is sent back and proposed anew.
 */
export async function settleEarlier(ctx: Context, tx: Tx, row: ProposalRow, today: IsoDate): Promise<void> {
  if (row.revises === null || row.revision === null) return;
  const [earlier] = await tx.select().from(rewardProposal).where(eq(rewardProposal.id, row.revises)).for('update');
  if (!earlier || revisionOf(earlier) !== row.revision)
    throw new Refusal('conflict', { data: { rule: 'changedSince' } });
  if (row.revision === 'adds') return;
  if (earlier.fundId === null) throw new Refusal('conflict', { data: { rule: 'changedSince' } });
  await book(tx, today, 'revise', { fundId: earlier.fundId, amount: amountOf(earlier) });
  await dropLink(ctx, tx, earlier.id);
  await tx
    .update(rewardProposal)
    .set({ state: 'revised', ...SET_ASIDE })
    .where(eq(rewardProposal.id, earlier.id));
}

/** The reward that a revision settles, or that one would settle, for browsers that check what was granted before. */
export async function earlierReward(
  tx: Tx,
  standing: ProposalRow,
  lost: boolean,
): Promise<{ row: ProposalRow; how: Revision } | null> {
  // What was lost is decided on again.
  if (!lost && standing.state !== 'proposed' && standing.state !== 'forwarded') {
    const how = revisionOf(standing);
    return how === null ? null : { row: standing, how };
  }
  if (standing.revises === null || standing.revision === null) return null;
  const [row] = await tx.select().from(rewardProposal).where(eq(rewardProposal.id, standing.revises));
  return row ? { row, how: standing.revision } : null;
}
