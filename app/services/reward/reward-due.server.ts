import { Refusal } from '~/domain/refusal';
import { mayBeRewarded } from '~/domain/reward/reward-order';
import type { Stage, Verdict } from '~/domain/vocabulary';
import type { CaseRow } from '~/services/case/case-record.server';
import type { ProposalRow } from './reward-rows.server';

/** The verdict as it stands, kept with a proposal: a review may change it, or have it found anew, before it is decided. */
export const verdictMark = ({ verdict, confirmedBy, confirmedOn, restartedOn }: CaseRow): string =>
  [verdict, confirmedBy, confirmedOn, restartedOn].map((part) => part ?? '-').join(' ');

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
