import { doubtOfClock } from '~/services/county/clock.server';
import type { Periodic } from './worker.server';

/**
 * A task that deletes, closes or lets something lapse, done only while nothing speaks against the clock by which it
 * decides. It is late then, and does everything at once when the clock is right again.
 */
export const heldByClock = (task: Periodic): Periodic => ({
  ...task,
  run: async (ctx, signal) => {
    const why = await doubtOfClock(ctx);
    if (why === null) return task.run(ctx, signal);
    ctx.log('clock.doubted', { task: task.name, why });
  },
});
