import { desc, eq, lt, sql } from 'drizzle-orm';
import { backupRun } from '#db/schema/backup';
import {
  BACKUP_PROBLEMS,
  type BackupAge,
  type BackupProblem,
  backupAge,
  backupDue,
  backupProblemOf,
} from '~/domain/county/backup';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { type BackupOrder, type MadeBackup, makeBackup } from './backup.server';

const ACTOR = { kind: 'system', name: 'backup' } as const;
const KEPT_MS = 366 * 86_400_000;

/** Records a backup that was made: a row of its own, and a row of the log, which tells whether the server secret left. */
export async function recordMade(ctx: Context, { manifest }: MadeBackup): Promise<void> {
  const { id: backup, rows, blobs, secretInside } = manifest;
  const { count, bytes, missing } = blobs;
  await perform(ctx, ACTOR, 'backup.make', null, async ({ tx, record }) => {
    await tx.delete(backupRun).where(lt(backupRun.endedAt, new Date(ctx.now() - KEPT_MS)));
    const run = { backup, bytes: rows.bytes + bytes, blobs: count, missing, secretInside, problem: null };
    await tx.insert(backupRun).values({ ...run, ...ended(ctx), outcome: 'done' });
    record({ backup, files: count, missing, secretInside });
  });
}

/** Records that one was not made. The log has no row of it: nothing was done. */
export async function recordFailed(ctx: Context, problem: BackupProblem): Promise<void> {
  const nothing = { backup: null, bytes: 0, blobs: 0, missing: 0, secretInside: false };
  await ctx.db.insert(backupRun).values({ ...nothing, ...ended(ctx), outcome: 'failed', problem });
}

const ended = ({ now }: Context) => ({ id: crypto.randomUUID(), endedAt: new Date(now()) });

/** Makes a backup and records how it ended. Throws BackupError, or what else kept it from being made. */
export async function recordedBackup(ctx: Context, order: BackupOrder): Promise<MadeBackup> {
  try {
    const made = await makeBackup(ctx, order);
    await recordMade(ctx, made);
    return made;
  } catch (error) {
    const problem = backupProblemOf(error) ?? 'unexpected';
    // The one under way is recorded by whoever makes it.
    if (problem !== 'underWay') await recordFailed(ctx, problem);
    throw error;
  }
}

/**
 * The night's backup, if it is due. Any number of web processes may ask: one makes it, since a second one looks again
 * once it has the lock. Null where there was nothing to do.
 */
export async function nightlyBackup(ctx: Context, hour: number, order: BackupOrder): Promise<MadeBackup | null> {
  const isDue = async () => backupDue(await backupStanding(ctx), hour, ctx.now());
  if (!(await isDue())) return null;
  try {
    return await recordedBackup(ctx, { ...order, stillDue: isDue });
  } catch (error) {
    if (backupProblemOf(error) === 'underWay') return null;
    throw error;
  }
}

/** Records that this database came out of a backup. */
export async function recordRestore(ctx: Context, backup: string): Promise<void> {
  await perform(ctx, { kind: 'system', name: 'restore' }, 'backup.restore', null, async ({ record }) => {
    record({ backup });
  });
}

export type BackupStanding = BackupAge & {
  /** When the last good one ended and the last one of all, in milliseconds. */
  lastGood: number | null;
  lastTry: number | null;
  /** Why the last one failed; null where it did not. */
  problem: BackupProblem | null;
  /** Blobs that the last good one could not find. */
  missing: number;
  bytes: number | null;
};

/** How old the last good backup is. */
export async function backupStanding({ db, now }: Pick<Context, 'db' | 'now'>): Promise<BackupStanding> {
  const newest = (rows: typeof backupRun.$inferSelect.outcome | null) =>
    db
      .select()
      .from(backupRun)
      .where(rows === null ? sql`true` : eq(backupRun.outcome, rows))
      .orderBy(desc(backupRun.endedAt))
      .limit(1);
  const [[good], [last]] = [await newest('done'), await newest(null)];
  const lastGood = good?.endedAt.getTime() ?? null;
  return {
    ...backupAge(lastGood, now()),
    lastGood,
    lastTry: last?.endedAt.getTime() ?? null,
    problem: last?.outcome === 'failed' ? problemIn(last.problem) : null,
    missing: good?.missing ?? 0,
    bytes: good?.bytes ?? null,
  };
}

/** A code that only another version of this program knows is shown as unexpected. */
const problemIn = (text: string | null): BackupProblem => BACKUP_PROBLEMS.find((one) => one === text) ?? 'unexpected';
