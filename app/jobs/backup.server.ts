import { backupProblemOf } from '~/domain/county/backup';
import { nightlyBackup } from '~/services/county/backup-runs.server';
import type { Periodic } from './worker.server';

export type NightlyBackup = {
  /** Owner's connection string. */
  url: string;
  data: string;
  /** Null: backups are made by somebody else. */
  folder: string | null;
  hour: number;
  keep: number;
  recipient: string | null;
};

/**
 * Makes the night's backup in the first quarter of an hour after its hour. The server secret is never inside: who wants
 * it in a backup gives the command. A failure is tried again an hour later.
 */
export function backupByNight({ folder, hour, recipient, ...place }: NightlyBackup): Periodic[] {
  if (folder === null) return [];
  const order = { ...place, folder, fallback: recipient, withSecret: false };
  const run: Periodic['run'] = async (ctx, signal) => {
    try {
      const made = await nightlyBackup(ctx, hour, { ...order, signal });
      if (made === null) return;
      const { rows, blobs } = made.manifest;
      ctx.log('backup.made', { bytes: rows.bytes + blobs.bytes, files: blobs.count, missing: blobs.missing });
    } catch (error) {
      const problem = backupProblemOf(error);
      if (problem === null) throw error;
      ctx.log('backup.failed', { problem });
    }
  };
  return [{ name: 'backup.make', everyMs: 15 * 60_000, run }];
}
