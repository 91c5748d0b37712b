import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { outbox } from '#db/schema/log';

/** What can be queued. Payloads hold ids and codes only. */
export type JobKind =
  | 'deadline.remind'
  | 'deadline.escalate'
  | 'alert.danger'
  | 'alert.emergency'
  | 'duty.send'
  | 'duty.test'
  | 'notice.ceremony'
  | 'handOn.remind'
  | 'notice.stamp'
  | 'notice.reserve'
  | 'release.make'
  | 'blob.remove';

export type JobPayload = Record<string, string | number>;
/** A job with a given key is queued only once: when it has run, it never runs again. */
export type NewJob = { kind: JobKind; key: string; payload: JobPayload };

/**
 * Something outside is missing (such as a mail server): the job stays and is tried again later, without counting as an
 * attempt.
 */
export class JobWaits extends Error {
  readonly jobWaits = true as const;
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'JobWaits';
    this.code = code;
  }
}

export const CHANNEL = 'anshao_outbox';

/**
 * The one way into the outbox, in the transaction of the act from which the job follows; returns how many keys were
 * new. Whoever calls it wakes the worker after commit, as `perform` and `queueByClock` do.
 */
export async function queueJobs(db: Db | Tx, jobs: readonly NewJob[]): Promise<number> {
  if (jobs.length === 0) return 0;
  const rows = await db
    .insert(outbox)
    .values([...jobs])
    .onConflictDoNothing()
    .returning({ id: outbox.id });
  return rows.length;
}

/** The jobs of this kind that are not done: those that wait or run, and those that failed for good. */
export async function undoneJobs(db: Pick<Db, 'select'>, kind: JobKind): Promise<{ key: string; failed: boolean }[]> {
  const undone = and(eq(outbox.kind, kind), isNull(outbox.doneOn));
  const rows = await db.select({ key: outbox.key, failed: outbox.failed }).from(outbox).where(undone);
  return rows.map(({ key, failed }) => ({ key, failed: failed !== null }));
}

type Waking = { db: Db; log: (event: string) => void };

/** Queues jobs that are started by the clock and by no act; returns how many keys were new. */
export async function queueByClock(ctx: Waking, jobs: readonly NewJob[]): Promise<number> {
  const made = await queueJobs(ctx.db, jobs);
  if (made > 0) wakeWorker(ctx);
  return made;
}

/**
 * Jobs that remove blobs whose names no row holds any more. They are queued where the rows are deleted, so that neither
 * rows nor blobs are left alone.
 */
export const blobRemovals = (blobs: readonly string[]): NewJob[] =>
  blobs.map((blob) => ({ kind: 'blob.remove', key: `blob.remove:${blob}`, payload: { blob } }));

const woken = new WeakSet<Db>();

/**
 * Tells the workers of all processes that there is something to do; returns at once. Acts within 20 ms share one
 * notice, because notices queue up at commit. A lost notice costs seconds, since workers also look by themselves.
 */
export function wakeWorker(ctx: Waking): void {
  if (woken.has(ctx.db)) return;
  woken.add(ctx.db);
  setTimeout(() => {
    woken.delete(ctx.db);
    ctx.db.execute(sql`select pg_notify(${CHANNEL}, '')`).catch(() => ctx.log('outbox.wakeFailed'));
  }, 20).unref();
}
