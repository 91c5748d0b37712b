import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActorRole, CaseActRule } from '~/domain/acts/act';
import { type CaseStep, onCase } from '~/domain/acts/case-acts';
import { caseFromRow, rowFromCase } from '~/domain/case/case-row';
import type { CaseCommand, CaseEvent, CaseState } from '~/domain/case/case-state';
import { CASE_STEPS, decide, evolve } from '~/domain/case/casework';
import { objectionRefusal } from '~/domain/case/objection';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { addDays, type IsoDate } from '~/domain/dates';
import { isRefusal } from '~/domain/refusal';
import { MATTERS, OPEN_STAGES, REVIEW_OUTCOMES, type Role, VERDICTS } from '~/domain/vocabulary';
import { caseDueBy } from '~/services/case/case-deadline.server';
import { statutoryCalendar as calendar } from '~/services/county/work-calendar.server';

/*
 * Random people of three units do random acts to a case, and a reporter objects now and then. The unit `town` has the two
 * people that a unit needs to take reports; `upper` stands above it.
 */

const limits = parsePolicyOf('timeLimits', timeLimits2023);
const PEOPLE: readonly { id: string; unit: string; roles: readonly Role[] }[] = [
  { id: 'town.1', unit: 'town', roles: ['handler', 'lead'] },
  { id: 'town.2', unit: 'town', roles: ['handler', 'lead'] },
  { id: 'fire.handler', unit: 'fire', roles: ['handler'] },
  { id: 'fire.lead', unit: 'fire', roles: ['lead'] },
  { id: 'upper.1', unit: 'upper', roles: ['handler', 'lead'] },
  { id: 'upper.2', unit: 'upper', roles: ['handler', 'lead'] },
  { id: 'upper.3', unit: 'upper', roles: ['handler'] },
];
const UNITS = ['town', 'fire', 'upper'] as const;

/** Which of all lawful acts is done, and how many days after the last one. */
type Move = { pick: number; days: number };
const move = fc.record({ pick: fc.nat(1000), days: fc.nat(20) });
const first = (matter: (typeof MATTERS)[number], unitId: string): CaseState => ({
  stage: 'registered',
  matter,
  unitId,
  registeredOn: '2026-01-05',
});
const start = fc.tuple(fc.constantFrom(...MATTERS), fc.constantFrom('town', 'fire')).map((given) => first(...given));

/** What a form of this step would give, by the row's fields. */
function commandOf(type: CaseStep, by: string, on: IsoDate, state: CaseState, choice: number): CaseCommand {
  const verdict = type === 'confirmVerdict' && 'verdict' in state ? state.verdict : VERDICTS[choice % VERDICTS.length];
  const given = {
    toUnitId: UNITS[choice % UNITS.length],
    officer: PEOPLE.filter(({ unit }) => unit === state.unitId)[choice % 2]?.id,
    visitedOn: on,
    answeredOn: on,
    verdict,
    unvisited: true,
    reason: 'suggestion',
    finding: 'newest',
    outcome: REVIEW_OUTCOMES[choice % REVIEW_OUTCOMES.length],
  };
  return { type, by, on, ...given } as unknown as CaseCommand;
}

const rowOf = (step: CaseStep): CaseActRule => onCase[step];
const mayDo = (step: CaseStep, roles: readonly ActorRole[]) => roles.some((role) => rowOf(step).by.includes(role));

/**
 * What the service adds to the rule (review-way.server.ts): a review goes to the level above, or its decision comes on
 * paper where nobody is there, which is so here for reports of misconduct.
 */
function isThere(event: CaseEvent, state: CaseState, outside: boolean): boolean {
  if (event.type === 'reviewEntered') {
    return outside || (state.stage === 'objected' && state.objectedUnitId === 'upper');
  }
  if (event.type !== 'transferred') return true;
  if (outside && event.toUnitId === 'upper') return false;
  return state.stage !== 'objected' || event.toUnitId === 'upper';
}

/** Everything that may lawfully happen to the case on that day. */
function lawful(state: CaseState, on: IsoDate): CaseEvent[] {
  const outside = state.matter === 'misconduct';
  const here = PEOPLE.filter(({ unit }) => unit === state.unitId);
  const steps = CASE_STEPS.filter((step) => rowOf(step).stages?.includes(state.stage));
  const events = here.flatMap(({ id, roles }) =>
    steps
      .filter((step) => mayDo(step, roles))
      .flatMap((step) =>
        [0, 1, 2].flatMap((choice): CaseEvent[] => {
          const decided = decide(state, commandOf(step, id, on, state, choice));
          return isRefusal(decided) ? [] : decided.events.filter((event) => isThere(event, state, outside));
        }),
      ),
  );
  const refusal = objectionRefusal(state, { replySeenOn: on, objectedOn: null }, { limits, calendar, on });
  return refusal === null ? [...events, { type: 'objected', by: 'reporter', on }] : events;
}

function played(from: CaseState, moves: readonly Move[]): { state: CaseState; events: CaseEvent[]; on: IsoDate } {
  let [state, on] = [from, from.registeredOn];
  const events: CaseEvent[] = [];
  for (const { pick, days } of moves) {
    on = addDays(on, days);
    const possible = lawful(state, on);
    const event = possible[pick % possible.length];
    if (event === undefined) break;
    events.push(event);
    state = evolve(state, event);
  }
  return { state, events, on };
}

const ENDED = ['closed', 'notAccepted'];

/** Days decide nothing here, so that a case that differs from another in them alone goes the same ways. */
const kindOf = (state: CaseState): string => JSON.stringify(state).replaceAll(/\d{4}-\d\d-\d\d/g, 'day');

/** Do lawful acts lead to the end of the case? `ending` are kinds of which that is known. */
function canEnd(from: CaseState, on: IsoDate, ending: ReadonlySet<string>): boolean {
  const seen = new Set([kindOf(from)]);
  let reached = [from];
  while (reached.length > 0) {
    if (reached.some((state) => ENDED.includes(state.stage) || ending.has(kindOf(state)))) return true;
    const next = reached.flatMap((state) => lawful(state, on).map((event) => evolve(state, event)));
    reached = next.filter((state) => !seen.has(kindOf(state)) && Boolean(seen.add(kindOf(state))));
  }
  return false;
}

describe('whatever people do to a case, in whatever order', () => {
  it('there is a lawful way to its end, also for two people and after any review', () => {
    const ending = new Set<string>();
    fc.assert(
      fc.property(start, fc.array(move, { minLength: 12, maxLength: 30 }), (from, moves) => {
        let state = from;
        for (const event of played(from, moves).events) {
          state = evolve(state, event);
          if (ending.has(kindOf(state))) continue;
          expect(canEnd(state, event.on, ending), kindOf(state)).toBe(true);
          ending.add(kindOf(state));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('its log tells the state, and its row is the state', () => {
    fc.assert(
      fc.property(start, fc.array(move, { maxLength: 40 }), (from, moves) => {
        const { state, events } = played(from, moves);
        expect(events.reduce(evolve, from)).toEqual(state);
        expect(caseFromRow(rowFromCase(state))).toEqual(state);
      }),
    );
  });

  it('an open case has a last day until it is answered, and an objection until it is decided', () => {
    const unlimited = ['replied'];
    fc.assert(
      fc.property(start, fc.array(move, { maxLength: 40 }), (from, moves) => {
        const { state } = played(from, moves);
        const { dueOn } = caseDueBy(limits, { calendar }, state, null);
        const runs = OPEN_STAGES.some((stage) => stage === state.stage) && !unlimited.includes(state.stage);
        expect(dueOn !== null, state.stage).toBe(runs);
        if (state.stage === 'objected') expect(dueOn && dueOn >= addDays(state.objectedOn, 30)).toBe(true);
      }),
    );
  });

  it('nobody decides alone, and nobody reviews what they decided', () => {
    fc.assert(
      fc.property(start, fc.array(move, { maxLength: 40 }), (from, moves) => {
        let state = from;
        let decidedBy: string[] = [];
        for (const event of played(from, moves).events) {
          if (event.type === 'verdictConfirmed' && 'proposedBy' in state) {
            expect(event.by).not.toBe(state.proposedBy);
            decidedBy = [state.proposedBy, event.by];
          }
          if (/^review(Upheld|Changed|VerifiesAnew)$/.test(event.type)) {
            expect(decidedBy).not.toContain(event.by);
            expect(state.unitId).not.toBe('objectedUnitId' in state && state.objectedUnitId);
          }
          if (event.type === 'closed') expect(state.stage).toBe('replied');
          state = evolve(state, event);
        }
      }),
    );
  });

  it('the tries reach every stage', () => {
    const stages = new Set<string>();
    fc.assert(
      fc.property(start, fc.array(move, { minLength: 10, maxLength: 60 }), (from, moves) => {
        let state = from;
        for (const event of played(from, moves).events) {
          state = evolve(state, event);
          stages.add(state.stage);
        }
      }),
      { seed: 12 },
    );
    expect([...stages].sort()).toEqual(
      expect.arrayContaining(
        [...OPEN_STAGES.filter((stage) => stage !== 'registered'), 'closed', 'notAccepted'].sort(),
      ),
    );
  });
});
