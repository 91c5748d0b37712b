import { count, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { rewardCount, statisticsRelease } from '#db/schema/publication';
import type { Actor } from '~/domain/acts/permission';
import { sectorCodes } from '~/domain/county/sector-list';
import { type IsoDate, type IsoMonth, monthOf } from '~/domain/dates';
import type { ControlledRelease } from '~/domain/publication/disclosure-control';
import { type StatisticsRow, statisticsFor } from '~/domain/publication/publication';
import type { MonthlyRelease } from '~/domain/publication/release';
import { Refusal } from '~/domain/refusal';
import { type Context, today } from '~/services/context.server';
import { areas } from '~/services/county/county.server';
import { signedSectors } from '~/services/keys/signed-sectors.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { settlePaid } from '~/services/reward/reward-settle.server';
import { computedRelease } from './release-computing.server';

/**
 * `excepted`: hidden numbers of earlier releases that had fewer possible values than they should even before this one.
 */
export type Release = { month: IsoMonth; madeOn: string; data: MonthlyRelease; excepted: number };

/**
 * Makes the frozen release of a month that is over. It takes seconds, so it is for commands and jobs.
 * Refusals: `notOpen` while the month runs, `alreadyDone` when it was released: a release is never changed.
 */
export async function makeRelease(ctx: Context, actor: Actor, month: IsoMonth): Promise<Release> {
  if (month >= monthOf(today(ctx))) throw new Refusal('notOpen', { field: 'month' });
  await look(ctx, actor, 'release.make', `release:${month}`, ({ db }) => unreleased(db, month));
  // Payments of the month's last day, if the night run has not come to them yet.
  await settlePaid(ctx);
  for (;;) {
    const { earlier, controlled } = await look(ctx, actor, 'release.make', `release:${month}`, async ({ db }) => {
      const before = await unreleased(db, month);
      return { earlier: before, controlled: await controlledMonth(db, month, before) };
    });
    const release = await frozen(ctx, actor, month, controlled, earlier.length);
    if (!release) continue;
    ctx.publicChanged();
    return release;
  }
}

/** The earlier releases; Refusal `alreadyDone` when this month's is among them. */
async function unreleased(db: Db, month: IsoMonth): Promise<Release[]> {
  const earlier = await releases(db);
  if (earlier.some((one) => one.month === month)) throw new Refusal('alreadyDone', { field: 'month' });
  return earlier;
}

async function controlledMonth(db: Db, month: IsoMonth, earlier: readonly Release[]): Promise<ControlledRelease> {
  const towns = (await areas(db)).filter((area) => area.level === 'town').map((area) => area.code);
  const rows = await countedRows(db);
  const days = rows.map((row) => row.receivedOn).sort();
  const paid = await db.select().from(rewardCount);
  // A trade that a case has is never left out, or a list would not add up to its total.
  const sectors = [...new Set([...sectorCodes(await signedSectors(db)), ...rows.map(({ sector }) => sector)])];
  const trueCounts = (of: IsoMonth) => statisticsFor(of, rows, towns, paid, sectors);
  return computedRelease({
    statistics: trueCounts(month),
    counted: earlier.map((one) => trueCounts(one.month)),
    earlier: earlier.map(({ data }) => data),
    firstMonth: days[0] ? monthOf(days[0]) : null,
  });
}

/** Writes the release and returns it; null when another was made meanwhile with which this one was not audited. */
async function frozen(
  ctx: Context,
  actor: Actor,
  month: IsoMonth,
  { release: data, excepted }: ControlledRelease,
  earlier: number,
): Promise<Release | null> {
  try {
    return await perform(ctx, actor, 'release.make', `release:${month}`, async ({ tx, today: madeOn, record }) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext('statistics_release'))`);
      if ((await tx.$count(statisticsRelease)) !== earlier) throw new OtherRelease();
      await tx.insert(statisticsRelease).values({ month, madeOn, data, excepted });
      record({ excepted });
      return { month, madeOn, data, excepted };
    });
  } catch (error) {
    if (error instanceof OtherRelease) return null;
    throw error;
  }
}

class OtherRelease extends Error {}

/** All cases as the statistics see them, counted by the database: a row for those alike, with first days of months. */
async function countedRows(db: Db): Promise<StatisticsRow[]> {
  const alike = {
    sector: caseFile.sector,
    town: caseFile.town,
    receivedOn: sql<IsoDate>`to_char(${caseFile.receivedOn}, 'YYYY-MM-01')`.as('received'),
    acceptedOn: sql<IsoDate | null>`to_char(${caseFile.acceptedOn}, 'YYYY-MM-01')`.as('accepted'),
    verdict: caseFile.verdict,
    confirmedOn: sql<IsoDate | null>`to_char(${caseFile.confirmedOn}, 'YYYY-MM-01')`.as('confirmed'),
  };
  const rows = await db
    .select({ ...alike, cases: count() })
    .from(caseFile)
    .groupBy(...Object.values(alike));
  return rows.map(({ verdict, confirmedOn, sector, ...row }) => ({
    ...row,
    sector,
    // Rewards are in sums of their own.
    rewardedOn: null,
    rewardFen: null,
    substantiatedOn: verdict === 'substantiated' || verdict === 'partlySubstantiated' ? confirmedOn : null,
    unsubstantiatedOn: verdict === 'unsubstantiated' ? confirmedOn : null,
  }));
}

/** All releases, newest first; they are public. */
export const publicReleases = (ctx: Pick<Context, 'db'>): Promise<Release[]> => releases(ctx.db);

/** All releases, newest first. */
export async function releases(db: Db): Promise<Release[]> {
  const rows = await db.select().from(statisticsRelease).orderBy(desc(statisticsRelease.month));
  return rows.map((row) => ({ ...row, data: row.data as MonthlyRelease }));
}

/** One month's release, or null. */
export async function releaseOf({ db }: Pick<Context, 'db'>, month: IsoMonth): Promise<Release | null> {
  const [row] = await db.select().from(statisticsRelease).where(eq(statisticsRelease.month, month));
  return row ? { ...row, data: row.data as MonthlyRelease } : null;
}
