import type { CaseState, Closed, Reopened, StepEvent } from './case-state';
import { anew } from './objection';

/** What a request to take a closed case up again, and its decision, make of the case. Null for any other event. */
export function evolveReopening(state: Closed | Reopened, event: StepEvent): CaseState | null {
  if (state.stage === 'closed') {
    if (event.type !== 'reopeningAsked') return null;
    return { ...state, stage: 'reopened', reopenedOn: event.on, reopenedBy: event.by };
  }
  if (event.type === 'reopened') return anew(state, event.on, state.barred ?? []);
  if (event.type !== 'reopeningRefused') return null;
  const { reopenedOn: _, reopenedBy: _by, ...closed } = state;
  return { ...closed, stage: 'closed' };
}
