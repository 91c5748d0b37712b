import { isRefusal } from '~/domain/refusal';
import { makeRelease } from '~/services/publication/statistics.server';
import type { JobHandler } from './worker.server';

/** Job `release.make` {month}: freezes the statistics of a month that a publisher started; one that is made stays. */
export const makeAskedRelease: JobHandler = async (ctx, payload) => {
  try {
    await makeRelease(ctx, { kind: 'system', name: 'job' }, String(payload.month));
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'alreadyDone') throw error;
  }
};
