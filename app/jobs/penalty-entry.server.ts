import { enterPenalties } from '~/services/penalty.server';
import type { Periodic } from './worker.server';

/** Enters the decisions registered on earlier days: the first look after midnight in China takes all of them. */
export const enterDecisions: Periodic = {
  name: 'penalty.enter',
  everyMs: 15 * 60_000,
  run: async (house) => {
    await enterPenalties(house);
  },
};
