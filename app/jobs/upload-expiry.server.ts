import { expireUploads } from '~/services/report/upload-expiry.server';
import type { Periodic } from './worker.server';

/** Files that were sent ahead of a report which never came. */
export const removeOrphans: Periodic = {
  name: 'upload.expire',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await expireUploads(ctx)),
};
