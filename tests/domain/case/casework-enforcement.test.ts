import { describe, expect, it } from 'vitest';
import { caseFromRow, rowFromCase } from '~/domain/case/case-row';
import type { CaseCommand, CaseEvent } from '~/domain/case/case-state';
import { decide, nextActs } from '~/domain/case/casework';
import { isRefusal } from '~/domain/refusal';
import { MATTERS, STAGES } from '~/domain/vocabulary';
import {
  ASSIGNED,
  COMMANDS,
  CONFIRMED,
  given,
  HISTORY,
  lead,
  officer,
  PROPOSED,
  start,
  stateAfter,
  VERIFYING,
} from './casework-states';

describe('enforcement', () => {
  const unfounded: CaseEvent[] = [
    ...VERIFYING,
    { type: 'verdictProposed', verdict: 'unsubstantiated', ...officer },
    { type: 'verdictConfirmed', finding: 'newest', verdict: 'unsubstantiated', ...lead },
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
    ['assigned', 'handler', ['proposeVerdict', 'visit', 'transfer', 'askExtension']],
    ['verdictProposed', 'lead', ['confirmVerdict', 'returnVerdict']],
    ['verdictProposed', 'handler', []],
    ['verdictConfirmed', 'handler', ['reply', 'recordPenalty', 'rectify']],
    ['replied', 'handler', ['recordPenalty', 'close']],
    ['closed', 'lead', ['askReopening']],
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
        // Includes the stated reason why nobody has been at the site.
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
