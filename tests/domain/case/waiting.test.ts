import { expect, it } from 'vitest';
import { waitingStages } from '~/domain/case/waiting';

it('a case waits for the department until somebody has it, then for its officer, and a verdict for the second person', () => {
  expect(waitingStages(['handler'])).toEqual({
    nobodys: ['registered'],
    own: ['assigned', 'verifying', 'verdictConfirmed', 'replied', 'objected'],
    others: [],
  });
  expect(waitingStages(['lead'])).toEqual({
    nobodys: ['registered', 'accepted'],
    own: ['verdictConfirmed', 'replied', 'objected'],
    others: ['verdictProposed', 'objected', 'reopened'],
  });
});

it('and for nobody who may not read what reports say', () => {
  for (const roles of [['auditor'], ['finance'], ['lead', 'supervisor']] as const) {
    expect(waitingStages(roles)).toEqual({ nobodys: [], own: [], others: [] });
  }
});
