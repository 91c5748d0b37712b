import { applyRetention } from '~/services/case/retention.server';
import type { Periodic } from './worker.server';

/** Deletes what must go by the retention policy; each case under its own lock, so several processes may try. */
export const keepRetention: Periodic = {
  name: 'retention',
  everyMs: 6 * 60 * 60_000,
  run: async (ctx) => {
    const { content, identities, payees, handedOn } = await applyRetention(ctx);
    if (content + identities + payees + handedOn > 0) {
      ctx.log('retention.applied', { content, identities, payees, handedOn });
    }
  },
};
