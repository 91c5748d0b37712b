import { expireCeremonies } from '~/services/opening/ceremony-expiry.server';
import type { Periodic } from './worker.server';

/** Ends requests and approvals with their last day. */
export const endCeremonies: Periodic = {
  name: 'ceremony.expire',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await expireCeremonies(ctx)),
};
