import { removeUnnamed } from '~/services/report/unnamed-blobs.server';
import { expireUploads } from '~/services/report/upload-expiry.server';
import type { Periodic } from './worker.server';

/** Deletes files that were uploaded for a report that never came. */
export const removeOrphans: Periodic = {
  name: 'upload.expire',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await expireUploads(ctx)),
};

/** Removes what lies in the store without a row, once a day and whenever a process starts. */
export const removeStrays: Periodic = {
  name: 'blobs.removeUnnamed',
  everyMs: 24 * 60 * 60_000,
  run: async (ctx, signal) => void (await removeUnnamed(ctx, signal)),
};
