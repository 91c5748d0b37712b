import { describe, expect, it } from 'vitest';
import type { CaseStep } from '~/domain/acts/case-acts';
import type { CaseCommand, CaseEvent } from '~/domain/case/case-state';
import { CASE_STEPS, decide, evolve } from '~/domain/case/casework';
import { isRefusal } from '~/domain/refusal';
import { STAGES, type Stage } from '~/domain/vocabulary';
import {
  ASSIGNED,
  COMMANDS,
  day,
  given,
  HISTORY,
  lead,
  officer,
  PROPOSED,
  start,
  stateAfter,
  VERIFYING,
} from './casework-states';

/** What every command leads to from every stage: the stage after it, or the refusal. */
const TABLE: Record<CaseStep, Partial<Record<Stage, string>>> = {
  accept: { registered: 'accepted' },
  refuse: { registered: 'notAccepted' },
  transfer: {
    registered: 'registered',
    accepted: 'accepted',
    assigned: 'accepted',
    verifying: 'accepted',
    objected: 'objected',
  },
  assign: { accepted: 'assigned', assigned: 'assigned', verifying: 'verifying' },
  visit: { assigned: 'verifying', verifying: 'verifying' },
  // Nobody has been there yet: a visit, or a stated reason, has to come first.
  proposeVerdict: { assigned: '!stageForbids', verifying: 'verdictProposed' },
  returnVerdict: { verdictProposed: 'verifying' },
  confirmVerdict: { verdictProposed: 'verdictConfirmed' },
  askExtension: { assigned: 'assigned', verifying: 'verifying' },
  // Only what was asked for can be approved or refused.
  extend: {},
  refuseExtension: {},
  recordPenalty: { verdictConfirmed: 'verdictConfirmed', replied: 'replied' },
  // Only what was recorded can be corrected.
  correctPenalty: {},
  rectify: { verdictConfirmed: 'verdictConfirmed', replied: '!alreadyDone' },
  strikeOff: { verdictConfirmed: '!stageForbids', replied: '!alreadyDone' },
  reply: { verdictConfirmed: 'replied' },
  close: { replied: 'closed' },
  // The unit to whose verdict the reporter objects does not review it.
  upholdOnReview: {},
  changeOnReview: {},
  verifyOnReview: {},
  enterReview: { objected: 'replied' },
  askReopening: { closed: 'reopened' },
  reopen: { reopened: 'accepted' },
  refuseReopening: { reopened: 'closed' },
};

describe('every stage and command', () => {
  for (const type of Object.keys(COMMANDS) as CaseStep[]) {
    it.each(STAGES.map((stage) => [stage, TABLE[type][stage] ?? '!stageForbids'] as const))(
      `${type} when %s: %s`,
      (stage, expected) => {
        const decided = decide(stateAfter(HISTORY[stage]), COMMANDS[type]);
        expect(isRefusal(decided) ? `!${decided.code}` : decided.state.stage).toBe(expected);
      },
    );
  }

  it('starts each history at its stage', () => {
    for (const stage of STAGES) expect(stateAfter(HISTORY[stage]).stage).toBe(stage);
  });
});

describe('a verdict', () => {
  it('comes after a visit, or with the reason stated why there was none', () => {
    const decided = decide(stateAfter(HISTORY.assigned), COMMANDS.proposeVerdict);
    expect(isRefusal(decided) && decided.data).toEqual({ missing: 'siteVisited' });
    const stated = decide(stateAfter(HISTORY.assigned), { ...COMMANDS.proposeVerdict, unvisited: true } as CaseCommand);
    expect(isRefusal(stated) ? stated.code : stated.state.stage).toBe('verdictProposed');
  });
});

describe('a recorded penalty', () => {
  it('is recorded once, and corrected by another record', () => {
    const recorded = decide(stateAfter(HISTORY.verdictConfirmed), COMMANDS.recordPenalty);
    if (isRefusal(recorded)) throw recorded;
    const twice = decide(recorded.state, COMMANDS.recordPenalty);
    expect(isRefusal(twice) && twice.code).toBe('alreadyDone');
    const corrected = decide(recorded.state, COMMANDS.correctPenalty);
    expect(isRefusal(corrected) ? corrected.code : corrected.events[0]?.type).toBe('penaltyCorrected');
  });
});

describe('acceptance', () => {
  it('is refused with a reason', () => {
    given()
      .when(COMMANDS.refuse)
      .gives({ type: 'refused', reason: 'noClearFacts', ...lead });
  });

  it('runs on with a transfer, from the day of the report', () => {
    const decided = decide(start, COMMANDS.transfer);
    expect(decided).toMatchObject({
      state: { stage: 'registered', unitId: 'housing', registeredOn: day },
      events: [{ type: 'transferred', toUnitId: 'housing' }],
    });
  });

  it("stands through a later transfer, without the old unit's officer", () => {
    const decided = decide(stateAfter(VERIFYING), COMMANDS.transfer);
    if (isRefusal(decided)) throw decided;
    expect(decided.state).toEqual({
      stage: 'accepted',
      matter: 'hazard',
      unitId: 'housing',
      registeredOn: day,
      acceptedOn: '2026-03-10',
      extensions: 0,
    });
  });

  it('is not transferred to where it lies', () => {
    given()
      .when({ type: 'transfer', toUnitId: 'fire', ...lead })
      .isRefused('invalid', { rule: 'sameUnit' });
  });
});

describe('verification', () => {
  it('is done by the assigned officer only', () => {
    for (const type of ['visit', 'proposeVerdict'] as const) {
      given(...ASSIGNED)
        .when({ ...COMMANDS[type], by: 'another' })
        .isRefused('notAllowed', { rule: 'assignedOfficer' });
    }
  });

  it.each(['2026-03-01', '2026-03-11'])('knows no visit on %s, before the report or to come', (visitedOn) => {
    given(...ASSIGNED)
      .when({ type: 'visit', visitedOn, ...officer })
      .isRefused('invalid');
  });

  it('is not assigned to the same officer twice', () => {
    given(...ASSIGNED)
      .when({ type: 'assign', officer: 'officer', ...lead })
      .isRefused('alreadyDone');
  });
});

describe('the verdict', () => {
  it('takes two signatures', () => {
    given(...PROPOSED)
      .when({ ...COMMANDS.confirmVerdict, ...officer })
      .isRefused('samePerson');
    given(...PROPOSED)
      .when(COMMANDS.confirmVerdict)
      .gives({ type: 'verdictConfirmed', finding: 'newest', verdict: 'substantiated', ...lead });
  });

  it('is signed only as the finding says it that was read', () => {
    given(...PROPOSED)
      .when({ ...COMMANDS.confirmVerdict, verdict: 'unsubstantiated' } as CaseCommand)
      .isRefused('conflict');
  });

  it('may be sent back and proposed anew', () => {
    const returned: CaseEvent[] = [...PROPOSED, { type: 'verdictReturned', ...lead }];
    expect(stateAfter(returned)).toEqual(stateAfter(VERIFYING));
    given(...returned)
      .when({ type: 'proposeVerdict', verdict: 'unsubstantiated', ...officer })
      .gives({ type: 'verdictProposed', verdict: 'unsubstantiated', ...officer });
  });
});

it('refuses events that cannot follow', () => {
  expect(() => evolve(start, { type: 'closed', ...lead })).toThrow(TypeError);
});

it('tries every step of the table here', () => {
  expect([...CASE_STEPS].sort()).toEqual(Object.keys(COMMANDS).sort());
});
