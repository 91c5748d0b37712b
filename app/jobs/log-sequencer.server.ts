import { makeCheckpoint, sequenceLog } from '~/services/log/log-sequencer.server';
import type { Periodic } from './worker.server';

/** Chains committed log entries every few seconds; any process may do it, and a lock lets one at a time. */
export const chainLog: Periodic = {
  name: 'log.chain',
  everyMs: 5_000,
  run: async (ctx) => {
    await sequenceLog(ctx);
  },
};

/** Signs the chain's head once a day in China time: the first run of a day makes that day's checkpoint. */
export const checkpointLog: Periodic = {
  name: 'log.checkpoint',
  everyMs: 15 * 60_000,
  run: async (ctx) => {
    await makeCheckpoint(ctx);
  },
};
