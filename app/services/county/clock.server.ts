import { desc, gte, lt, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { logCheckpoint, logEntry } from '#db/schema/log';
import { type ClockDoubt, clockDoubt } from '~/domain/county/clock';
import { chinaDate } from '~/domain/dates';
import type { Context } from '~/services/context.server';

/** What this process's clock is compared with: the database's, and the days that the log has. */
export async function clockFacts(db: Db, now: number) {
  const [row] = await db.execute<{ now: string }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::text as now`,
  );
  const [newest] = await db.select({ day: logEntry.onDay }).from(logEntry).orderBy(desc(logEntry.onDay)).limit(1);
  const today = chinaDate(now);
  const recent = await db
    .select({ day: logCheckpoint.onDay })
    .from(logCheckpoint)
    .where(gte(logCheckpoint.onDay, sql`${today}::date - 10`));
  const [older] = await db
    .select({ day: logCheckpoint.onDay })
    .from(logCheckpoint)
    .where(lt(logCheckpoint.onDay, sql`${today}::date - 10`))
    .orderBy(desc(logCheckpoint.onDay))
    .limit(1);
  const days = [...recent.map(({ day }) => day), ...(older ? [older.day] : [])];
  return { now, today, database: Number(row?.now), newestRow: newest?.day ?? null, checkpoints: days };
}

/**
 * Why this process's clock may be wrong by days, or null. While it may be, nothing is deleted, closed or let lapse by the
 * clock: what is late can be done later, and what is gone is gone.
 */
export async function doubtOfClock({ db, now }: Pick<Context, 'db' | 'now'>): Promise<ClockDoubt | null> {
  return clockDoubt(await clockFacts(db, now()));
}
