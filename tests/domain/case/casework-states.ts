import { expect } from 'vitest';
import type { CaseStep } from '~/domain/acts/case-acts';
import type { CaseCommand, CaseEvent, CaseState } from '~/domain/case/case-state';
import { decide, evolve } from '~/domain/case/casework';
import { isRefusal } from '~/domain/refusal';
import type { Stage } from '~/domain/vocabulary';

export const day = '2026-03-02';

export const start: CaseState = { stage: 'registered', matter: 'hazard', unitId: 'fire', registeredOn: day };

export const lead = { by: 'lead', on: '2026-03-10' };

export const officer = { by: 'officer', on: '2026-03-10' };

export const reviewer = { by: 'reviewer', on: '2026-03-10' };

const ACCEPTED: CaseEvent[] = [{ type: 'accepted', ...lead }];

export const ASSIGNED: CaseEvent[] = [...ACCEPTED, { type: 'assigned', officer: 'officer', ...lead }];

export const VERIFYING: CaseEvent[] = [...ASSIGNED, { type: 'siteVisited', visitedOn: '2026-03-09', ...officer }];

export const PROPOSED: CaseEvent[] = [...VERIFYING, { type: 'verdictProposed', verdict: 'substantiated', ...officer }];

export const CONFIRMED: CaseEvent[] = [
  ...PROPOSED,
  { type: 'verdictConfirmed', finding: 'newest', verdict: 'substantiated', ...lead },
];

const FIXED: CaseEvent[] = [...CONFIRMED, { type: 'rectified', ...officer }, { type: 'struckOff', ...officer }];

const REPLIED: CaseEvent[] = [...FIXED, { type: 'replied', ...officer }];

export const HISTORY: Record<Stage, CaseEvent[]> = {
  registered: [],
  notAccepted: [{ type: 'refused', reason: 'suggestion', ...lead }],
  accepted: ACCEPTED,
  assigned: ASSIGNED,
  verifying: VERIFYING,
  verdictProposed: PROPOSED,
  verdictConfirmed: CONFIRMED,
  replied: REPLIED,
  objected: [...REPLIED, { type: 'objected', by: 'reporter', on: '2026-03-10' }],
  closed: [...REPLIED, { type: 'closed', ...officer }],
  reopened: [...REPLIED, { type: 'closed', ...officer }, { type: 'reopeningAsked', ...officer }],
};

export const stateAfter = (events: CaseEvent[], from: CaseState = start) => events.reduce(evolve, from);

export const COMMANDS: Record<CaseStep, CaseCommand> = {
  accept: { type: 'accept', ...lead },
  refuse: { type: 'refuse', reason: 'noClearFacts', ...lead },
  transfer: { type: 'transfer', toUnitId: 'housing', ...lead },
  assign: { type: 'assign', officer: 'another', ...lead },
  visit: { type: 'visit', visitedOn: '2026-03-10', ...officer },
  proposeVerdict: { type: 'proposeVerdict', verdict: 'substantiated', ...officer },
  returnVerdict: { type: 'returnVerdict', ...lead },
  confirmVerdict: { type: 'confirmVerdict', finding: 'newest', verdict: 'substantiated', ...lead },
  askExtension: { type: 'askExtension', ...officer },
  extend: { type: 'extend', ...lead },
  refuseExtension: { type: 'refuseExtension', ...lead },
  recordPenalty: { type: 'recordPenalty', ...officer },
  correctPenalty: { type: 'correctPenalty', ...officer },
  rectify: { type: 'rectify', ...officer },
  strikeOff: { type: 'strikeOff', ...officer },
  reply: { type: 'reply', ...officer },
  close: { type: 'close', ...officer },
  upholdOnReview: { type: 'upholdOnReview', ...reviewer },
  changeOnReview: { type: 'changeOnReview', verdict: 'unsubstantiated', ...reviewer },
  verifyOnReview: { type: 'verifyOnReview', ...reviewer },
  askReopening: { type: 'askReopening', ...officer },
  reopen: { type: 'reopen', ...lead },
  refuseReopening: { type: 'refuseReopening', ...lead },
  enterReview: { type: 'enterReview', outcome: 'upheld', answeredOn: '2026-03-10', ...officer },
};

/** Given, when, then; the events of `given` are applied in order first. */
export function given(...events: CaseEvent[]) {
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
