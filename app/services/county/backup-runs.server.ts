import { desc, eq, lt, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { backupRun } from '#db/schema/backup';
import { type BackupAge, type BackupProblem, backupAge } from '~/domain/county/backup';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';

const ACTOR = { kind: 'system', name: 'backup' } as const;
const KEPT_MS = 366 * 86_400_000;

export type EndedRun = {
  /** Null where it failed. */
  backup: string | null;
  bytes: number;
  blobs: number;
  missing: number;
  secretInside: boolean;
  problem: BackupProblem | null;
};

/** Records how a backup ended: a row of its own, and a row of the log, which tells whether the server secret left. */
export async function recordRun(ctx: Context, run: EndedRun): Promise<void> {
  const endedAt = new Date(ctx.now());
  await perform(ctx, ACTOR, 'backup.make', null, async ({ tx, record }) => {
    await tx.delete(backupRun).where(lt(backupRun.endedAt, new Date(ctx.now() - KEPT_MS)));
    const outcome = run.backup === null ? 'failed' : 'done';
    await tx.insert(backupRun).values({ ...run, id: crypto.randomUUID(), endedAt, outcome });
    const { backup, blobs, missing, secretInside } = run;
    record(backup === null ? { finished: false } : { finished: true, backup, files: blobs, missing, secretInside });
  });
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
  problem: string | null;
  /** Blobs that the last good one could not find. */
  missing: number;
  bytes: number | null;
};

/** How old the last good backup is. */
export async function backupStanding(db: Db | Tx, now: number): Promise<BackupStanding> {
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
    ...backupAge(lastGood, now),
    lastGood,
    lastTry: last?.endedAt.getTime() ?? null,
    problem: last?.outcome === 'failed' ? last.problem : null,
    missing: good?.missing ?? 0,
    bytes: good?.bytes ?? null,
  };
}
