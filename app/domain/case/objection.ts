import { ONCE_DONE, type OnceDone } from '~/domain/acts/case-acts';
import type { TimeLimits } from '~/domain/county/policy';
import { addCalendarDays, type IsoDate, type LastDay, type WorkCalendar } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { AfterReply, CaseState, Objected, StepEvent } from './case-state';

/** The part of a report that decides whether its reporter may object to the reply. */
export type ObjectionFacts = {
  /** The day on which the reporter first saw the reply on the own page: the receipt of it. Null before. */
  replySeenOn: IsoDate | null;
  /** The day on which this reporter objected to the present reply. */
  objectedOn: IsoDate | null;
};
type By = { limits: TimeLimits | null; calendar: WorkCalendar; on: IsoDate };

/** The last day on which a reporter who got the reply on `receivedOn` may object to it (应急〔2023〕106号). */
export const objectionDueOn = (receivedOn: IsoDate, limits: TimeLimits, calendar: WorkCalendar): LastDay =>
  addCalendarDays(receivedOn, limits.objectionDays, calendar);

/**
 * May the reporter object to the reply now? Each may once to each reply, also where another one's objection is under
 * review or the case was closed meanwhile. Refusals: `stageForbids` where no reply stands, `alreadyDone`, `tooLate`
 * (data.rule `objectionEnded`). A county without limits keeps nobody from it.
 */
export function objectionRefusal(
  state: CaseState,
  facts: ObjectionFacts,
  { limits, calendar, on }: By,
): Refusal | null {
  if (!('repliedOn' in state)) return new Refusal('stageForbids', { data: { stage: state.stage } });
  if (facts.objectedOn !== null) return new Refusal('alreadyDone');
  if (limits === null) return null;
  const until = objectionDueOn(facts.replySeenOn ?? on, limits, calendar).on;
  return on > until ? new Refusal('tooLate', { data: { rule: 'objectionEnded' } }) : null;
}

/** The case once a reporter objected: it is nobody's to close until the level above has decided. */
export function objected(state: CaseState, on: IsoDate): Objected {
  if (!('repliedOn' in state)) throw new TypeError(`objected cannot follow ${state.stage}`);
  // The limit of a review that runs already stays that of the first objection.
  if (state.stage === 'objected') return state;
  return { ...withoutEnd(state), stage: 'objected', objectedOn: on, objectedUnitId: state.unitId };
}

/** A request to take the case up again lapses, because that is done now. */
function withoutEnd(state: Extract<CaseState, AfterReply>): AfterReply {
  const ended = { closedOn: null, reopenedOn: null, reopenedBy: null, ...state };
  const { closedOn: _, reopenedOn: _on, reopenedBy: _by, ...reply } = ended;
  return reply;
}

/** Those who verified and decided what is reviewed; later, those who may not do it again. */
export function firstPeople(state: CaseState): readonly string[] {
  const before = 'barred' in state ? (state.barred ?? []) : [];
  if (state.stage !== 'objected') return before;
  return [...new Set([...before, state.officerId, state.proposedBy, state.confirmedBy])];
}

/** What a review leaves of the case. Null for an event that is none of a review. */
export function evolveReview(state: Objected, event: StepEvent): CaseState | null {
  switch (event.type) {
    case 'reviewUpheld':
      return upheld(state);
    case 'reviewChanged':
      return changed(state, event);
    case 'reviewVerifiesAnew':
      return anew(state, event.on, firstPeople(state));
    case 'reviewEntered':
      // A level above outside says itself who is to do it, and a small office has nobody else.
      return event.outcome === 'upheld' ? upheld(state) : anew(state, event.on, state.barred ?? []);
    default:
      return null;
  }
}

function upheld({ objectedOn: _, ...state }: Objected): CaseState {
  return { ...state, stage: 'replied' };
}

const opened = ({ matter, unitId, registeredOn, acceptedOn }: AfterReply) => ({
  matter,
  unitId,
  registeredOn,
  acceptedOn,
  extensions: 0,
});

const daysDone = (state: AfterReply): { [D in OnceDone]?: IsoDate | null } =>
  Object.fromEntries(ONCE_DONE.flatMap((day) => (state[day] === null ? [] : [[day, state[day]]])));

/** The verification begins anew on that day. */
export function anew(state: AfterReply, on: IsoDate, barred: readonly string[]): CaseState {
  return { ...opened(state), ...daysDone(state), stage: 'accepted', restartedOn: on, barred };
}

/** The reviewer's own verdict, which takes a second signature as every verdict does. */
function changed(state: Objected, { by, on, verdict }: Extract<StepEvent, { type: 'reviewChanged' }>): CaseState {
  const { siteVisitedOn } = state;
  const officer = { officerId: by, assignedOn: on, siteVisitedOn, extensionAskedBy: null };
  const restarted = { ...opened(state), ...daysDone(state), restartedOn: on, barred: firstPeople(state) };
  return { ...restarted, ...officer, stage: 'verdictProposed', verdict, proposedBy: by, proposedOn: on };
}
