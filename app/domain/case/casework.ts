import type { CaseActRule } from '~/domain/acts/act';
import {
  type AnyStageAct,
  CASE_ACT_NAMES,
  type CaseActName,
  type CaseStep,
  ONCE_DONE,
  type OnceDone,
  onCase,
} from '~/domain/acts/case-acts';
import { type Actor, holdsRoleFor, mayPerform } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { Role, Stage } from '~/domain/vocabulary';
import { isFound, missing, RULES } from './case-rules';
import type { CaseCommand, CaseEvent, CaseState, CommandOf, Enforced, StepEvent } from './case-state';
import { evolveReview, firstPeople, objected } from './objection';
import { evolveReopening } from './reopening';

/** Does the act change the case itself, rather than only add something to it? */
export function isStep(act: CaseActName): act is CaseStep {
  return 'stages' in onCase[act];
}

/** Is a case of this stage waiting for the act, or is it only possible there? */
export function isAwaited(act: CaseActName, stage: Stage): boolean {
  const { aside, awaitedAt }: CaseActRule = onCase[act];
  return !aside || awaitedAt?.includes(stage) === true;
}

/** The steps in the order in which a case page offers them. */
export const CASE_STEPS: readonly CaseStep[] = CASE_ACT_NAMES.filter(isStep);
type StepRow = CaseActRule & { once?: OnceDone; anew?: OnceDone; after?: OnceDone };
export const rowOf = (step: CaseStep): StepRow => onCase[step];

/**
 * The rule of casework: what happened, or why it is refused. Refusals: `stageForbids` (data.stage, or data.missing for
 * a step that must come first), `samePerson` (the verdict's officer confirms it), `notAllowed` (not the assigned
 * officer), `alreadyDone`, and those of the step's own rule (case-rules.ts).
 */
export function decide(state: CaseState, command: CaseCommand): { state: CaseState; events: CaseEvent[] } | Refusal {
  const { type, by } = command;
  const refusal = stageRefusal(state, type) ?? personRefusal(state, type, by) ?? givenRefusal(state, command);
  if (refusal !== null) return refusal;
  const event = { ...command, type: onCase[type].event } as CaseEvent;
  return { state: evolve(state, event), events: [event] };
}

/** Refuses acts that the case is not ready for, whoever asks. */
export function stageRefusal(state: CaseState, step: CaseStep): Refusal | null {
  if (!rowOf(step).stages?.includes(state.stage)) return new Refusal('stageForbids', { data: { stage: state.stage } });
  if (rowOf(step).whenAsked && !isAsked(state)) return missing(onCase.askExtension.event);
  const unready = 'confirmedOn' in state ? enforcementRefusal(state, step) : null;
  return unready ?? RULES[step]?.ready?.(state) ?? null;
}

const isAsked = (state: CaseState): boolean => 'extensionAskedBy' in state && state.extensionAskedBy !== null;

function enforcementRefusal(state: Enforced, step: CaseStep): Refusal | null {
  const { ifFound, once, after } = rowOf(step);
  if (ifFound && !isFound(state)) return missing('substantiated');
  if (once && state[once] !== null) return new Refusal('alreadyDone');
  if (after && state[after] === null) return missing(eventBehind(after));
  return null;
}

/** The event of an act that is done once, with the day given. */
const eventBehind = (day: OnceDone): string => CASE_STEPS.map(rowOf).find(({ once }) => once === day)?.event ?? day;

function givenRefusal<S extends CaseStep>(state: CaseState, command: CommandOf<S>): Refusal | null {
  return RULES[command.type]?.given?.(state, command) ?? null;
}

/**
 * Two signatures on a verdict and on an extension, only the assigned officer verifies, and nobody reviews or repeats
 * their own verification.
 */
function personRefusal(state: CaseState, step: CaseStep, by: string): Refusal | null {
  const { officerOnly, secondPerson, otherThanFirst } = rowOf(step);
  if (otherThanFirst && firstPeople(state).includes(by)) return new Refusal('samePerson');
  if (secondPerson && state.stage === 'reopened') {
    return by === state.reopenedBy ? new Refusal('samePerson') : null;
  }
  if (secondPerson && 'officerId' in state) {
    const first = 'proposedBy' in state ? state.proposedBy : state.extensionAskedBy;
    if (by === first || by === state.officerId) return new Refusal('samePerson');
  }
  if (officerOnly && 'officerId' in state && by !== state.officerId) {
    return new Refusal('notAllowed', { data: { rule: 'assignedOfficer' } });
  }
  return null;
}

/** The state after an event. Throws TypeError when the event cannot follow the state. */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  const { matter, unitId, registeredOn } = state;
  const base = { matter, unitId, registeredOn };
  if (event.type === 'objected') return objected(state, event.on);
  if (state.stage === 'registered') {
    if (event.type === 'accepted') return { ...state, stage: 'accepted', acceptedOn: event.on, extensions: 0 };
    if (event.type === 'refused') return { ...base, stage: 'notAccepted', reason: event.reason };
    // The unit that takes the case over has what is left of the days for acceptance.
    if (event.type === 'transferred') return { ...state, unitId: event.toUnitId };
  }
  if (state.stage === 'accepted' || state.stage === 'assigned' || state.stage === 'verifying') {
    // The reporter was told that the case is accepted, and the days for verification go on running.
    if (event.type === 'transferred') {
      return { ...acceptedPart(state), stage: 'accepted', unitId: event.toUnitId };
    }
    if (event.type === 'assigned') return assign(state, event);
  }
  if (state.stage === 'assigned' || state.stage === 'verifying') return evolveVerifying(state, event);
  if (state.stage === 'verdictProposed') return evolveVerdict(state, event);
  if (event.type === 'transferred' && (state.stage === 'objected' || state.stage === 'replied')) {
    return { ...state, unitId: event.toUnitId };
  }
  const decided =
    (state.stage === 'objected' && evolveReview(state, event)) ||
    ((state.stage === 'closed' || state.stage === 'reopened') && evolveReopening(state, event));
  return decided || evolveByRow(state, event);
}

type InStage<S extends Stage> = Extract<CaseState, { stage: S }>;

/** What of a case stays when its officer does not. */
function acceptedPart(state: InStage<'accepted' | 'assigned' | 'verifying'>): Omit<InStage<'accepted'>, 'stage'> {
  if (state.stage === 'accepted') return state;
  const { officerId, assignedOn, siteVisitedOn, extensionAskedBy, ...accepted } = state;
  return accepted;
}

function impossible(state: CaseState, event: StepEvent): TypeError {
  return new TypeError(`${event.type} cannot follow ${state.stage}`);
}

function assign(
  state: InStage<'accepted' | 'assigned' | 'verifying'>,
  event: { officer: string; on: IsoDate },
): CaseState {
  const officer = { officerId: event.officer, assignedOn: event.on };
  return state.stage === 'accepted'
    ? { ...state, stage: 'assigned', ...officer, siteVisitedOn: null, extensionAskedBy: null }
    : { ...state, ...officer };
}

function evolveVerifying(state: InStage<'assigned' | 'verifying'>, event: StepEvent): CaseState {
  switch (event.type) {
    case 'siteVisited':
      return { ...state, stage: 'verifying', siteVisitedOn: event.visitedOn };
    case 'extensionAsked':
      return { ...state, extensionAskedBy: event.by };
    case 'extended':
      return { ...state, extensions: state.extensions + 1, extensionAskedBy: null };
    case 'extensionRefused':
      return { ...state, extensionAskedBy: null };
    case 'verdictProposed': {
      // Nobody needs more days for what is done.
      const verdict = { verdict: event.verdict, proposedBy: event.by, proposedOn: event.on };
      return { ...state, stage: 'verdictProposed', ...verdict, extensionAskedBy: null };
    }
    default:
      return evolveByRow(state, event);
  }
}

function evolveVerdict(state: InStage<'verdictProposed'>, event: StepEvent): CaseState {
  if (event.type === 'verdictReturned') {
    const { verdict, proposedBy, proposedOn, ...before } = state;
    return { ...before, stage: 'verifying' };
  }
  if (event.type !== 'verdictConfirmed') return evolveByRow(state, event);
  const nothingYet = Object.fromEntries(ONCE_DONE.map((day) => [day, null])) as Record<OnceDone, null>;
  return { ...nothingYet, ...state, stage: 'verdictConfirmed', confirmedBy: event.by, confirmedOn: event.on };
}

/**
 * The changes that follow from the act's row alone: the stage that it leads to with its day, and the day of what is
 * done once.
 */
function evolveByRow(state: CaseState, event: StepEvent): CaseState {
  const step = CASE_STEPS.find((name) => rowOf(name).event === event.type);
  const row = step && rowOf(step);
  if (!row?.stages?.includes(state.stage)) throw impossible(state, event);
  const { to, once, anew } = row;
  const day = once ?? anew;
  const stage = to && { stage: to, [`${to}On`]: event.on };
  return { ...state, ...stage, ...(day && { [day]: event.on }) } as CaseState;
}

/** What these roles may do in a case at any stage. */
export const anyStageActs = (actor: Actor): AnyStageAct[] =>
  CASE_ACT_NAMES.flatMap((act): AnyStageAct | [] => (isStep(act) || !holdsRoleFor(actor, `case.${act}`) ? [] : act));

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
