import { enterNight } from '~/services/night.server';
import type { Periodic } from './worker.server';

/** Enters what was handed over on earlier days: the first run after midnight in China takes all of it. */
export const enterByNight: Periodic = {
  name: 'night.enter',
  everyMs: 15 * 60_000,
  run: (ctx) => enterNight(ctx),
};
