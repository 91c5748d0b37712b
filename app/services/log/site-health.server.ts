import { and, eq, isNull, sql } from 'drizzle-orm';
import { migrationsCurrent } from '#db/migrate';
import { outbox } from '#db/schema/log';
import { daysBetween } from '~/domain/dates';
import { type Context, today } from '~/services/context.server';
import { backupStanding } from '~/services/county/backup-runs.server';
import { listFreshness } from '~/services/keys/stamp.server';

/** How the site stands, of what no visitor moves; null where there is nothing yet. */
export type SiteHealth = {
  ready: boolean;
  /** Of the older of the two stamps that count. */
  stampAgeDays: number | null;
  /** Until key list and routing lapse for reporters; below 0 since when they have. */
  listDaysLeft: number | null;
  backupHours: number | null;
};

export async function siteHealth(ctx: Context): Promise<SiteHealth> {
  const nothing = { stampAgeDays: null, listDaysLeft: null, backupHours: null };
  const ready = await migrationsCurrent(ctx.db).catch(() => false);
  if (!ready) return { ready, ...nothing };
  const [fresh, { hours }] = await Promise.all([listFreshness(ctx), backupStanding(ctx)]);
  const day = today(ctx);
  return {
    ready,
    stampAgeDays: fresh?.seenOn ? daysBetween(fresh.seenOn, day) : null,
    listDaysLeft: fresh?.until ? daysBetween(day, fresh.until) : null,
    backupHours: hours,
  };
}

/** What moves with what visitors send. */
export type SiteLoad = { outboxWaiting: number; outboxGivenUp: number; connections: number };

export async function siteLoad({ db }: Pick<Context, 'db'>): Promise<SiteLoad> {
  const open = isNull(outbox.doneOn);
  const gaveUp = eq(outbox.runAfter, sql`'infinity'::timestamptz`);
  const [waiting, outboxGivenUp] = await Promise.all([db.$count(outbox, open), db.$count(outbox, and(open, gaveUp))]);
  const [row] = await db.execute<{ count: number }>(
    sql`select numbackends::int as count from pg_stat_database where datname = current_database()`,
  );
  return { outboxWaiting: waiting - outboxGivenUp, outboxGivenUp, connections: row?.count ?? 0 };
}
