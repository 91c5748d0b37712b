import type { CaseStep } from '~/domain/acts/case-acts';
import { Refusal } from '~/domain/refusal';
import type { Matter } from '~/domain/vocabulary';
import type { CaseState, CommandOf } from './case-state';
import { firstPeople } from './objection';

type Rule<S extends CaseStep> = {
  /** Is the case ready for it, whoever asks and whatever they enter? If not, it is not among the next acts. */
  readonly ready?: (state: CaseState) => Refusal | null;
  /** May it be done with what its form gave? */
  readonly given?: (state: CaseState, given: CommandOf<S>) => Refusal | null;
};

/**
 * What a step of a case requires beyond its row. The row says who may do it, at which stages, whether only once, and
 * after what (acts/case-acts.ts).
 */
export const RULES: { readonly [S in CaseStep]?: Rule<S> } = {
  transfer: {
    // After the reply a case moves only for a review, and back when that is done.
    ready: (state) =>
      state.stage === 'replied' && (state.objectedUnitId ?? state.unitId) === state.unitId
        ? new Refusal('stageForbids', { data: { stage: state.stage } })
        : null,
    given: (state, { toUnitId }) =>
      toUnitId === state.unitId ? new Refusal('invalid', { field: 'unit', data: { rule: 'sameUnit' } }) : null,
  },
  assign: {
    given: (state, { officer }) => {
      if (firstPeople(state).includes(officer)) return new Refusal('samePerson', { field: 'officer' });
      return 'officerId' in state && officer === state.officerId
        ? new Refusal('alreadyDone', { field: 'officer' })
        : null;
    },
  },
  visit: {
    given: ({ registeredOn }, { visitedOn, on }) =>
      visitedOn < registeredOn || visitedOn > on ? new Refusal('invalid', { field: 'visitedOn' }) : null,
  },
  askExtension: {
    ready: (state) =>
      'extensionAskedBy' in state && state.extensionAskedBy !== null ? new Refusal('alreadyDone') : null,
  },
  proposeVerdict: {
    // Without a visit, the officer states why nobody went to the site.
    given: (state, { unvisited }) =>
      'siteVisitedOn' in state && state.siteVisitedOn === null && !unvisited
        ? new Refusal('stageForbids', { field: 'unvisited', data: { missing: 'siteVisited' } })
        : null,
  },
  confirmVerdict: {
    // What is signed is the verdict of the finding that was opened and read, and no other.
    given: (state, { verdict }) =>
      'verdict' in state && verdict !== state.verdict ? new Refusal('conflict', { field: 'finding' }) : null,
  },
  upholdOnReview: { ready: passedUp },
  changeOnReview: { ready: passedUp },
  verifyOnReview: { ready: passedUp },
  close: {
    ready: (state) =>
      'confirmedOn' in state && isFound(state) && leavesHazard(state.matter) && state.struckOffOn === null
        ? missing('struckOff')
        : null,
  },
};

/** The unit to whose verdict the reporter objects does not review it. */
function passedUp(state: CaseState): Refusal | null {
  return state.stage === 'objected' && state.unitId === state.objectedUnitId ? missing('transferred') : null;
}

/** Refuses a step that must come after another one, which is named by its event. */
export const missing = (what: string) => new Refusal('stageForbids', { data: { missing: what } });

/** Was the report found true, wholly or in part? */
export const isFound = ({ verdict }: { verdict: string }): boolean => verdict !== 'unsubstantiated';

/** Matters whose danger must be gone, reinspected and struck off before the case closes ("clearing to zero"). */
function leavesHazard(matter: Matter): boolean {
  return matter === 'majorRisk' || matter === 'hazard' || matter === 'violation';
}
