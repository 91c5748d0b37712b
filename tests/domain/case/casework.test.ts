import { describe, expect, it } from 'vitest';
import { caseFromRow, rowFromCase } from '~/domain/case/case-row';
import type { CaseCommand, CaseEvent, CaseState, CaseStep } from '~/domain/case/case-state';
import { CASE_STEPS, decide, evolve, nextActs } from '~/domain/case/casework';
import { isRefusal } from '~/domain/refusal';
import { MATTERS, STAGES, type Stage } from '~/domain/vocabulary';

const day = '2026-03-02';
const start: CaseState = { stage: 'registered', matter: 'hazard', unitId: 'fire', registeredOn: day };
const lead = { by: 'lead', on: '2026-03-10' };
const officer = { by: 'officer', on: '2026-03-10' };

const ACCEPTED: CaseEvent[] = [{ type: 'accepted', ...lead }];
const ASSIGNED: CaseEvent[] = [...ACCEPTED, { type: 'assigned', officerId: 'officer', ...lead }];
const VERIFYING: CaseEvent[] = [...ASSIGNED, { type: 'siteVisited', visitedOn: '2026-03-09', ...officer }];
const PROPOSED: CaseEvent[] = [...VERIFYING, { type: 'verdictProposed', verdict: 'substantiated', ...officer }];
const CONFIRMED: CaseEvent[] = [...PROPOSED, { type: 'verdictConfirmed', verdict: 'substantiated', ...lead }];
const FIXED: CaseEvent[] = [...CONFIRMED, { type: 'rectified', ...officer }, { type: 'struckOff', ...officer }];
const REPLIED: CaseEvent[] = [...FIXED, { type: 'replied', ...officer }];

const HISTORY: Record<Stage, CaseEvent[]> = {
  registered: [],
  notAccepted: [{ type: 'refused', reason: 'suggestion', ...lead }],
  accepted: ACCEPTED,
  assigned: ASSIGNED,
  verifying: VERIFYING,
  verdictProposed: PROPOSED,
  verdictConfirmed: CONFIRMED,
  replied: REPLIED,
  closed: [...REPLIED, { type: 'closed', ...officer }],
};
const stateAfter = (events: CaseEvent[], from: CaseState = start) => events.reduce(evolve, from);

const COMMANDS: Record<CaseStep, CaseCommand> = {
  accept: { type: 'accept', ...lead },
  refuse: { type: 'refuse', reason: 'noClearFacts', ...lead },
  transfer: { type: 'transfer', toUnitId: 'housing', ...lead },
  assign: { type: 'assign', officerId: 'another', ...lead },
  visit: { type: 'visit', visitedOn: '2026-03-10', ...officer },
  proposeVerdict: { type: 'proposeVerdict', verdict: 'substantiated', ...officer },
  returnVerdict: { type: 'returnVerdict', ...lead },
  confirmVerdict: { type: 'confirmVerdict', ...lead },
  recordPenalty: { type: 'recordPenalty', ...officer },
  correctPenalty: { type: 'correctPenalty', ...officer },
  rectify: { type: 'rectify', ...officer },
  strikeOff: { type: 'strikeOff', ...officer },
  reply: { type: 'reply', ...officer },
  close: { type: 'close', ...officer },
};

/** given – when – then, in the order of the events before. */
function given(...events: CaseEvent[]) {
  return {
    when: (command: CaseCommand) => {
      const decided = decide(stateAfter(events), command);
      return {
        gives: (...expected: CaseEvent[]) => {
          if (isRefusal(decided)) throw decided;
          expect(decided.events).toEqual(expected);
          expect(decided.state).toEqual(stateAfter([...events, ...expected]));
        },
        isRefused: (code: string, data?: object) => {
          expect(isRefusal(decided) && decided.code).toBe(code);
          if (data !== undefined) expect(isRefusal(decided) && decided.data).toEqual(data);
        },
      };
    },
  };
}

/** What every command leads to from every stage: the stage after, or the refusal. */
const TABLE: Record<CaseStep, Partial<Record<Stage, string>>> = {
  accept: { registered: 'accepted' },
  refuse: { registered: 'notAccepted' },
  transfer: { registered: 'registered', accepted: 'accepted', assigned: 'accepted', verifying: 'accepted' },
  assign: { accepted: 'assigned', assigned: 'assigned', verifying: 'verifying' },
  visit: { assigned: 'verifying', verifying: 'verifying' },
  // Nobody has been there yet: a visit, or a stated reason, comes first.
  proposeVerdict: { assigned: '!stageForbids', verifying: 'verdictProposed' },
  returnVerdict: { verdictProposed: 'verifying' },
  confirmVerdict: { verdictProposed: 'verdictConfirmed' },
  recordPenalty: { verdictConfirmed: 'verdictConfirmed', replied: 'replied' },
  // Only what was recorded can be corrected.
  correctPenalty: {},
  rectify: { verdictConfirmed: 'verdictConfirmed', replied: '!alreadyDone' },
  strikeOff: { verdictConfirmed: '!stageForbids', replied: '!alreadyDone' },
  reply: { verdictConfirmed: 'replied' },
  close: { replied: 'closed' },
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
      events: [{ type: 'transferred', fromUnitId: 'fire', toUnitId: 'housing' }],
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
      .when({ type: 'assign', officerId: 'officer', ...lead })
      .isRefused('alreadyDone');
  });
});

describe('the verdict', () => {
  it('takes two signatures', () => {
    given(...PROPOSED)
      .when({ type: 'confirmVerdict', ...officer })
      .isRefused('samePerson');
    given(...PROPOSED)
      .when(COMMANDS.confirmVerdict)
      .gives({ type: 'verdictConfirmed', verdict: 'substantiated', ...lead });
  });

  it('may be sent back and proposed anew', () => {
    const returned: CaseEvent[] = [...PROPOSED, { type: 'verdictReturned', ...lead }];
    expect(stateAfter(returned)).toEqual(stateAfter(VERIFYING));
    given(...returned)
      .when({ type: 'proposeVerdict', verdict: 'unsubstantiated', ...officer })
      .gives({ type: 'verdictProposed', verdict: 'unsubstantiated', ...officer });
  });
});

describe('enforcement', () => {
  const unfounded: CaseEvent[] = [
    ...VERIFYING,
    { type: 'verdictProposed', verdict: 'unsubstantiated', ...officer },
    { type: 'verdictConfirmed', verdict: 'unsubstantiated', ...lead },
  ];

  it('needs a verdict of truth', () => {
    for (const type of ['recordPenalty', 'rectify', 'strikeOff'] as const) {
      given(...unfounded)
        .when(COMMANDS[type])
        .isRefused('stageForbids', { missing: 'substantiated' });
    }
  });

  it('strikes off only what was rectified', () => {
    given(...CONFIRMED)
      .when(COMMANDS.strikeOff)
      .isRefused('stageForbids', { missing: 'rectified' });
    given(...CONFIRMED, { type: 'rectified', ...officer })
      .when(COMMANDS.strikeOff)
      .gives({ type: 'struckOff', ...officer });
  });

  it('records each step once', () => {
    given(...CONFIRMED, { type: 'penaltyRecorded', ...officer })
      .when(COMMANDS.recordPenalty)
      .isRefused('alreadyDone');
  });

  it('closes a hazard only when it is struck off', () => {
    const open: CaseEvent[] = [...CONFIRMED, { type: 'replied', ...officer }];
    given(...open)
      .when(COMMANDS.close)
      .isRefused('stageForbids', { missing: 'struckOff' });
    given(...unfounded, { type: 'replied', ...officer })
      .when(COMMANDS.close)
      .gives({ type: 'closed', ...officer });
    const misconduct = stateAfter(open, { ...start, matter: 'misconduct' });
    expect(isRefusal(decide(misconduct, COMMANDS.close))).toBe(false);
  });
});

describe('nextActs', () => {
  it.each([
    ['registered', 'lead', ['accept', 'transfer', 'refuse']],
    ['registered', 'intake', ['transfer', 'refuse']],
    ['accepted', 'lead', ['assign', 'transfer']],
    ['assigned', 'handler', ['proposeVerdict', 'visit', 'transfer']],
    ['verdictProposed', 'lead', ['confirmVerdict', 'returnVerdict']],
    ['verdictProposed', 'handler', []],
    ['verdictConfirmed', 'handler', ['reply', 'recordPenalty', 'rectify']],
    ['replied', 'handler', ['recordPenalty', 'close']],
    ['closed', 'lead', []],
    ['registered', 'supervisor', []],
    ['registered', 'administrator', []],
  ] as const)('%s, %s: %j', (stage, role, expected) => {
    expect(nextActs(stateAfter(HISTORY[stage]), [role])).toEqual(expected);
  });

  it('leaves out what this member may not do', () => {
    expect(nextActs(stateAfter(PROPOSED), ['handler', 'lead'], 'officer')).toEqual(['returnVerdict']);
    expect(nextActs(stateAfter(ASSIGNED), ['handler'], 'another')).toEqual(['transfer']);
  });

  it('offers only what the rule of casework then allows', () => {
    for (const stage of STAGES) {
      for (const type of nextActs(stateAfter(HISTORY[stage]), ['handler', 'lead', 'intake'])) {
        // With the reason stated where nobody has been at the site.
        const command = { ...COMMANDS[type], unvisited: true } as CaseCommand;
        expect(isRefusal(decide(stateAfter(HISTORY[stage]), command))).toBe(false);
      }
    }
  });
});

describe('rows', () => {
  it('keep every state', () => {
    for (const stage of STAGES) {
      for (const matter of MATTERS) {
        const state = stateAfter(HISTORY[stage], { ...start, matter });
        expect(caseFromRow(rowFromCase(state))).toEqual(state);
      }
    }
  });

  it('are refused where they lack what their stage needs', () => {
    const row = rowFromCase(stateAfter(HISTORY.replied));
    expect(() => caseFromRow({ ...row, confirmedBy: null })).toThrow('confirmedBy');
    expect(() => caseFromRow({ ...row, stage: 'lost' })).toThrow(TypeError);
  });
});

it('refuses events that cannot follow', () => {
  expect(() => evolve(start, { type: 'closed', ...lead })).toThrow(TypeError);
});

it('tries every step of the table here', () => {
  expect([...CASE_STEPS].sort()).toEqual(Object.keys(COMMANDS).sort());
});
