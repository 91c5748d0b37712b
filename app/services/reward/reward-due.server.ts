import { Refusal } from '~/domain/refusal';
import { mayBeRewarded } from '~/domain/reward/reward-order';
import { isUuid } from '~/domain/uuid';
import type { Stage, Verdict } from '~/domain/vocabulary';
import { type CaseRow, lockCase, requireSealed } from '~/services/case/case-record.server';
import type { Performing } from '~/services/perform.server';
import type { RewardProposal } from './reward-amount.server';
import type { ProposalRow } from './reward-rows.server';

/** The verdict as it stands, kept with a proposal: a review may change it, or have it found anew, before it is decided. */
export const verdictMark = ({ verdict, confirmedBy, confirmedOn, restartedOn }: CaseRow): string =>
  [verdict, confirmedBy, confirmedOn, restartedOn].map((part) => part ?? '-').join(' ');

/**
 * The case for which a handler proposes, locked. Refusals: `notAllowed`, `invalid` (proposalId, steps), `stageForbids`
 * before a confirmed verdict calls for a reward.
 */
export async function lockForProposal({ tx, within }: Performing, proposal: RewardProposal): Promise<CaseRow> {
  if (!isUuid(proposal.proposalId)) throw new Refusal('invalid', { field: 'proposalId' });
  const row = await lockCase(tx, proposal.caseId);
  within({ unitId: row.responsibleUnitId });
  requireSealed(proposal.stepsForCase, 'steps');
  requireSealed(proposal.stepsForReporter, 'steps');
  if (!mayBeRewarded(row.stage as Stage, row.verdict as Verdict | null)) throw new Refusal('stageForbids');
  return row;
}

type Proposed = Pick<ProposalRow, 'proposedUnder'>;

/** May it still be approved? Rows of earlier versions do not say by which verdict they were proposed. */
export function checkDue({ proposedUnder }: Proposed, row: CaseRow): Refusal | null {
  if (!mayBeRewarded(row.stage as Stage, row.verdict as Verdict | null)) return new Refusal('stageForbids');
  const same = proposedUnder === null || proposedUnder === verdictMark(row);
  return same ? null : new Refusal('conflict', { data: { rule: 'changedSince' } });
}

/**
 * Whoever approves promises money for the verdict that stands. Refusals: `stageForbids` while no confirmed verdict calls
 * for a reward, `conflict` (data.rule `changedSince`) where it was confirmed or changed since the proposal.
 */
export function requireDue(proposal: Proposed, row: CaseRow): void {
  const refusal = checkDue(proposal, row);
  if (refusal) throw refusal;
}
