import type { CaseActRule } from '~/domain/acts/act';
import { CASE_ACT_NAMES, type CaseStep, ONCE_DONE, type OnceDone, onCase } from '~/domain/acts/case-acts';
import { type Actor, mayPerform } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { Matter, Role, Stage, Verdict } from '~/domain/vocabulary';
import type { CaseCommand, CaseEvent, CaseState, Enforced } from './case-state';

/** The steps in the order in which a case page offers them. */
export const CASE_STEPS: readonly CaseStep[] = CASE_ACT_NAMES.filter(
  (name): name is CaseStep => 'stages' in onCase[name],
);
type StepRow = CaseActRule & { once?: OnceDone; anew?: OnceDone; after?: OnceDone };
export const rowOf = (step: CaseStep): StepRow => onCase[step];

/**
 * The rule of casework: what happened, or why it is refused. Refusals: `stageForbids` (data.stage, or data.missing for
 * a step that must come first), `samePerson` (the verdict's officer confirms it), `notAllowed` (not the assigned
 * officer), `alreadyDone`, `invalid` (a day in the future).
 */
export function decide(state: CaseState, command: CaseCommand): { state: CaseState; events: CaseEvent[] } | Refusal {
  const refusal = stageRefusal(state, command.type) ?? commandRefusal(state, command);
  if (refusal !== null) return refusal;
  const event = eventOf(state, command);
  return { state: evolve(state, event), events: [event] };
}

/** Refuses acts that the case is not ready for, whoever asks. */
export function stageRefusal(state: CaseState, step: CaseStep): Refusal | null {
  if (!rowOf(step).stages?.includes(state.stage)) return new Refusal('stageForbids', { data: { stage: state.stage } });
  return 'confirmedOn' in state ? enforcementRefusal(state, step) : null;
}

const missing = (what: string) => new Refusal('stageForbids', { data: { missing: what } });

function enforcementRefusal(state: Enforced, step: CaseStep): Refusal | null {
  const { ifFound, once, after } = rowOf(step);
  const found = state.verdict !== 'unsubstantiated';
  if (ifFound && !found) return missing('substantiated');
  if (once && state[once] !== null) return new Refusal('alreadyDone');
  if (after && state[after] === null) return missing(eventBehind(after));
  if (step === 'close' && found && leavesHazard(state.matter) && state.struckOffOn === null)
    return missing('struckOff');
  return null;
}

/** The event of an act that is done once, with the day given. */
const eventBehind = (day: OnceDone): string => CASE_STEPS.map(rowOf).find(({ once }) => once === day)?.event ?? day;

/**
 * Matters in which the danger must be removed, reinspected and struck off before the case closes ("clearing to zero").
 */
export function leavesHazard(matter: Matter): boolean {
  return matter === 'majorRisk' || matter === 'hazard' || matter === 'violation';
}

function commandRefusal(state: CaseState, command: CaseCommand): Refusal | null {
  const person = personRefusal(state, command.type, command.by);
  if (person !== null) return person;
  if (command.type === 'visit') return visitRefusal(state, command);
  if (command.type === 'proposeVerdict' && 'siteVisitedOn' in state && state.siteVisitedOn === null) {
    return command.unvisited
      ? null
      : new Refusal('stageForbids', { field: 'unvisited', data: { missing: 'siteVisited' } });
  }
  if (command.type === 'transfer' && command.toUnitId === state.unitId) {
    return new Refusal('invalid', { field: 'unit', data: { rule: 'sameUnit' } });
  }
  if (command.type === 'assign' && 'officerId' in state && command.officerId === state.officerId) {
    return new Refusal('alreadyDone', { field: 'officer' });
  }
  return null;
}

/** Two signatures on a verdict, and only the assigned officer verifies. */
function personRefusal(state: CaseState, step: CaseStep, by: string): Refusal | null {
  const { officerOnly, secondPerson } = rowOf(step);
  if (secondPerson && 'proposedBy' in state && (by === state.proposedBy || by === state.officerId)) {
    return new Refusal('samePerson');
  }
  if (officerOnly && 'officerId' in state && by !== state.officerId) {
    return new Refusal('notAllowed', { data: { rule: 'assignedOfficer' } });
  }
  return null;
}

function visitRefusal(state: CaseState, command: { on: IsoDate; visitedOn: IsoDate }): Refusal | null {
  const possible = command.visitedOn >= state.registeredOn && command.visitedOn <= command.on;
  return possible ? null : new Refusal('invalid', { field: 'visitedOn' });
}

function eventOf(state: CaseState, command: CaseCommand): CaseEvent {
  const { by, on } = command;
  switch (command.type) {
    case 'accept':
      return { type: 'accepted', by, on };
    case 'refuse':
      return { type: 'refused', reason: command.reason, by, on };
    case 'transfer':
      return { type: 'transferred', fromUnitId: state.unitId, toUnitId: command.toUnitId, by, on };
    case 'assign':
      return { type: 'assigned', officerId: command.officerId, by, on };
    case 'visit':
      return { type: 'siteVisited', visitedOn: command.visitedOn, by, on };
    case 'proposeVerdict':
      return { type: 'verdictProposed', verdict: command.verdict, by, on };
    case 'confirmVerdict':
      return { type: 'verdictConfirmed', verdict: verdictOf(state), by, on };
    default:
      return { type: onCase[command.type].event, by, on };
  }
}

function verdictOf(state: CaseState): Verdict {
  if (!('verdict' in state)) throw new TypeError('No verdict yet');
  return state.verdict;
}

/** The state after an event. Throws TypeError when the event cannot follow the state. */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  const { matter, unitId, registeredOn } = state;
  const base = { matter, unitId, registeredOn };
  if (state.stage === 'registered') {
    if (event.type === 'refused') return { ...base, stage: 'notAccepted', reason: event.reason };
    // The unit that takes the case over has what is left of the days for acceptance.
    if (event.type === 'transferred') return { ...state, unitId: event.toUnitId };
  }
  if (state.stage === 'accepted' || state.stage === 'assigned' || state.stage === 'verifying') {
    // The reporter was told that the case is accepted, and the days for verification go on running.
    if (event.type === 'transferred') {
      return { ...base, stage: 'accepted', unitId: event.toUnitId, acceptedOn: state.acceptedOn };
    }
    if (event.type === 'assigned') return assign(state, event);
  }
  if (state.stage === 'assigned' || state.stage === 'verifying') {
    if (event.type === 'siteVisited') return { ...state, stage: 'verifying', siteVisitedOn: event.visitedOn };
    if (event.type === 'verdictProposed') {
      return { ...state, stage: 'verdictProposed', verdict: event.verdict, proposedBy: event.by, proposedOn: event.on };
    }
  }
  if (state.stage === 'verdictProposed') return evolveVerdict(state, event);
  return evolveByRow(state, event);
}

type InStage<S extends Stage> = Extract<CaseState, { stage: S }>;

function impossible(state: CaseState, event: CaseEvent): TypeError {
  return new TypeError(`${event.type} cannot follow ${state.stage}`);
}

function assign(
  state: InStage<'accepted' | 'assigned' | 'verifying'>,
  event: { officerId: string; on: IsoDate },
): CaseState {
  const officer = { officerId: event.officerId, assignedOn: event.on };
  return state.stage === 'accepted'
    ? { ...state, stage: 'assigned', ...officer, siteVisitedOn: null }
    : { ...state, ...officer };
}

function evolveVerdict(state: InStage<'verdictProposed'>, event: CaseEvent): CaseState {
  if (event.type === 'verdictReturned') {
    const { verdict, proposedBy, proposedOn, ...before } = state;
    return { ...before, stage: 'verifying' };
  }
  if (event.type !== 'verdictConfirmed') return evolveByRow(state, event);
  const nothingYet = Object.fromEntries(ONCE_DONE.map((day) => [day, null])) as Record<OnceDone, null>;
  return { ...state, ...nothingYet, stage: 'verdictConfirmed', confirmedBy: event.by, confirmedOn: event.on };
}

/**
 * The changes that follow from the act's row alone: the stage that it leads to with its day, and the day of what is
 * done once.
 */
function evolveByRow(state: CaseState, event: CaseEvent): CaseState {
  const step = CASE_STEPS.find((name) => rowOf(name).event === event.type);
  const row = step && rowOf(step);
  if (!row?.stages?.includes(state.stage)) throw impossible(state, event);
  const { to, once, anew } = row;
  const day = once ?? anew;
  const stage = to && { stage: to, [`${to}On`]: event.on };
  return { ...state, ...stage, ...(day && { [day]: event.on }) } as CaseState;
}

/**
 * What holders of these roles may do next in a case of their own unit, most expected first, for the case page. With
 * `memberId`, steps that this member may not take (their own verdict, another officer's case) are left out.
 */
export function nextActs(state: CaseState, roles: readonly Role[], memberId?: string): CaseStep[] {
  const actor: Actor = { kind: 'member', memberId: memberId ?? '', unitId: state.unitId, roles };
  return CASE_STEPS.filter(
    (step) => stageRefusal(state, step) === null && mayPerform(actor, `case.${step}`, { unitId: state.unitId }),
  ).filter((step) => memberId === undefined || personRefusal(state, step, memberId) === null);
}
