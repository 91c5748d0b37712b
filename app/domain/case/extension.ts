import type { TimeLimits } from '~/domain/county/policy';
import type { IsoDate, LastDay, WorkCalendar } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { CaseState } from './case-state';
import { rowOf } from './casework';
import { dueOn } from './deadlines';

type Limit = { limits: TimeLimits | null; dueOn: IsoDate | null; on: IsoDate };

type Verifying = Extract<CaseState, { stage: 'assigned' | 'verifying' }>;
const mayBeExtended = (state: CaseState): state is Verifying => rowOf('extend').stages?.includes(state.stage) === true;

/**
 * May verification be extended once more on the day `on`? Only as often as the policy allows, and only while its limit
 * still runs: a limit that was missed stays missed. Refusals: `alreadyDone` (data.rule `extensionsUsed`), `tooLate`
 * (data.rule `limitEnded`). At other stages it says nothing, because the rule of casework does.
 */
export function extensionRefusal(state: CaseState, { limits, dueOn: due, on }: Limit): Refusal | null {
  if (!mayBeExtended(state)) return null;
  if (state.extensions >= (limits?.verificationExtensions ?? 0)) {
    return new Refusal('alreadyDone', { data: { rule: 'extensionsUsed' } });
  }
  return due !== null && on > due ? new Refusal('tooLate', { data: { rule: 'limitEnded' } }) : null;
}

/** The last day of verification if it were extended once more; null where it may not be. */
export function extendedUntil(state: CaseState, limit: Limit, calendar: WorkCalendar): LastDay | null {
  if (limit.limits === null || !mayBeExtended(state) || extensionRefusal(state, limit) !== null) return null;
  const facts = { ...state, confirmedOn: null, extensions: state.extensions + 1 };
  const due = dueOn(facts, limit.limits, calendar);
  return due?.step === 'verify' ? { on: due.on, provisional: due.provisional } : null;
}
