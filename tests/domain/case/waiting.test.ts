import { expect, it } from 'vitest';
import { waitingFor } from '~/domain/case/waiting';

it('a case waits for the department until somebody has it, then for its officer, and a verdict for the second person', () => {
  expect(waitingFor(['handler'])).toEqual({
    nobodys: ['registered'],
    own: ['assigned', 'verifying', 'verdictConfirmed', 'replied'],
    others: [],
  });
  expect(waitingFor(['lead'])).toEqual({
    nobodys: ['registered', 'accepted'],
    own: ['verdictConfirmed', 'replied'],
    others: ['verdictProposed'],
  });
});

it('and for nobody who may not read what reports say', () => {
  for (const roles of [['auditor'], ['finance'], ['lead', 'supervisor']] as const) {
    expect(waitingFor(roles)).toEqual({ nobodys: [], own: [], others: [] });
  }
});
