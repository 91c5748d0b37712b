import { Refusal } from '~/domain/refusal';
import type { Stage } from '~/domain/vocabulary';

/** What the rule needs to know when a reporter withdraws the report. */
export type WithdrawalOutcome = 'closed' | 'goesOn';

export type WithdrawalFacts = {
  stage: Stage;
  /** Danger to life was reported. */
  urgent: boolean;
  withdrawn: boolean;
  /** How many reports of the same case still stand. */
  otherReports: number;
};

const BEFORE_VERDICT: readonly Stage[] = ['accepted', 'assigned', 'verifying', 'verdictProposed'];

/**
 * The rule of withdrawal. Before acceptance the case closes. Once accepted, the department goes on, because safety is a
 * public matter and a reporter may have been pressed; so it does where danger to life was reported, or where others
 * reported the same. Refusals: `alreadyDone`, and `tooLate` once a verdict is confirmed or the case has ended.
 */
export function withdrawal({ stage, urgent, withdrawn, otherReports }: WithdrawalFacts): WithdrawalOutcome | Refusal {
  if (withdrawn) return new Refusal('alreadyDone');
  if (stage === 'registered') return urgent || otherReports > 0 ? 'goesOn' : 'closed';
  return BEFORE_VERDICT.includes(stage) ? 'goesOn' : new Refusal('tooLate');
}
