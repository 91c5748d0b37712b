import { expireUploads } from '~/services/report/upload-expiry.server';
import type { Periodic } from './worker.server';

/** Deletes files that were uploaded for a report that never came. */
export const removeOrphans: Periodic = {
  name: 'upload.expire',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await expireUploads(ctx)),
};
