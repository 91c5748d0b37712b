import { eq, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { outbox } from '#db/schema/log';
import { type Context, today } from './context.server';
import type { JobPayload, JobWaits } from './outbox.server';

/** A job as the worker that leased it sees it. */
export type Job = { id: number; kind: string; key: string; payload: JobPayload; attempts: number };

export const LEASE_SECONDS = 120;
export const MAX_ATTEMPTS = 12;
const WAIT_SECONDS = 600;

/** Leases up to `most` due jobs for `LEASE_SECONDS`; two workers never get the same job. */
export async function takeJobs(db: Db, kinds: string[], most: number): Promise<Job[]> {
  const due = sql`select id from ${outbox}
    where done_on is null and run_after <= now() and (locked_until is null or locked_until < now())
      and kind in ${kinds} order by id limit ${most} for update skip locked`;
  const rows = await db
    .update(outbox)
    .set({ lockedUntil: leaseEnd(), attempts: sql`${outbox.attempts} + 1` })
    .where(sql`${outbox.id} in (${due})`)
    .returning({
      id: outbox.id,
      kind: outbox.kind,
      key: outbox.key,
      payload: outbox.payload,
      attempts: outbox.attempts,
    });
  return rows.sort((a, b) => a.id - b.id);
}

const leaseEnd = () => sql`now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Extends the lease of a long job, so that no other worker takes it. */
export async function renewLease(db: Db, id: number): Promise<void> {
  await db.update(outbox).set({ lockedUntil: leaseEnd() }).where(eq(outbox.id, id));
}

/** The row stays, so that its key runs only once; it stores the day and no finer time. */
export async function finishJob(ctx: Pick<Context, 'db' | 'now'>, id: number): Promise<void> {
  const day = today(ctx);
  await ctx.db
    .update(outbox)
    .set({ doneOn: day, lockedUntil: null, failed: null, runAfter: sql`${`${day}T00:00:00+08:00`}::timestamptz` })
    .where(eq(outbox.id, id));
}

/**
 * Jobs that wait come again in ten minutes; failed ones after 2, 4, 8 … seconds, up to an hour, and never again after
 * 12 attempts.
 */
export async function putBack(db: Db, job: Job, error: unknown): Promise<'waiting' | 'retry' | 'gaveUp'> {
  const waits = isWaiting(error);
  const gaveUp = !waits && job.attempts >= MAX_ATTEMPTS;
  const seconds = waits ? WAIT_SECONDS : Math.min(2 ** job.attempts, 3_600);
  const runAfter = gaveUp ? sql`'infinity'::timestamptz` : sql`now() + make_interval(secs => ${seconds})`;
  await db
    .update(outbox)
    .set({
      lockedUntil: null,
      runAfter,
      failed: waits ? `waiting:${error.code}` : errorName(error),
      ...(waits ? { attempts: job.attempts - 1 } : {}),
    })
    .where(eq(outbox.id, job.id));
  if (waits) return 'waiting';
  return gaveUp ? 'gaveUp' : 'retry';
}

const isWaiting = (error: unknown): error is JobWaits => (error as { jobWaits?: unknown } | null)?.jobWaits === true;

/** Class and code only, because messages of unknown errors may repeat what was typed. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as { code?: unknown };
  const codeIsSafe = typeof code === 'string' && /^[\w.-]{1,40}$/.test(code);
  return codeIsSafe ? `${error.name}:${code}` : error.name;
}
