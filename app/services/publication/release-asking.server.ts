import { min } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { statisticsRelease } from '#db/schema/publication';
import type { Actor } from '~/domain/acts/permission';
import type { IsoDate, IsoMonth } from '~/domain/dates';
import { monthsToRelease } from '~/domain/publication/release-months';
import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { undoneJobs } from '~/services/outbox.server';
import { perform } from '~/services/perform.server';
import { releases } from './statistics.server';

/** A month without its release; `underWay` once somebody has started it. */
export type MonthDue = { month: IsoMonth; underWay: boolean; failures: number };
export type ReleasesPage = {
  due: MonthDue[];
  made: { month: IsoMonth; madeOn: IsoDate; excepted: number }[];
};

/** The months that wait for their release, and those that have one. */
export const releasesPage = (ctx: Context, actor: Actor): Promise<ReleasesPage> =>
  look(ctx, actor, 'release.ask', 'county:only', async ({ db, today }) => ({
    due: await monthsDue(db, today),
    made: (await releases(db)).map(({ month, madeOn, excepted }) => ({ month, madeOn, excepted })),
  }));

/** How many months wait for somebody to start their release. */
export const releasesDue = async (db: Db, today: IsoDate): Promise<number> =>
  (await monthsDue(db, today)).filter(({ underWay }) => !underWay).length;

/**
 * Starts the release of a month. Computing it takes seconds, so a job makes it. Refusals: `notOpen` for a month that is
 * not over or has nothing to tell, `alreadyDone` when it is released or was started before.
 */
export const askRelease = (ctx: Context, actor: Actor, month: IsoMonth): Promise<void> =>
  perform(ctx, actor, 'release.ask', `release:${month}`, async ({ tx, today, enqueue }) => {
    const released = await tx.select({ month: statisticsRelease.month }).from(statisticsRelease);
    if (released.some((one) => one.month === month)) throw new Refusal('alreadyDone', { field: 'month' });
    const due = (await monthsDue(tx, today)).find((one) => one.month === month);
    if (due === undefined) throw new Refusal('notOpen', { field: 'month', data: { rule: 'notOver' } });
    if (due.underWay) throw new Refusal('alreadyDone', { field: 'month' });
    await enqueue({ kind: KIND, key: `${keysOf(month)}${due.failures}`, payload: { month } });
  });

const KIND = 'release.make';
/** Numbered by the tries that failed, so that a month can be started again after each, and two at the same moment start one. */
const keysOf = (month: IsoMonth): string => `${KIND}:${month}:`;

async function monthsDue(db: Pick<Db, 'select'>, today: IsoDate): Promise<MonthDue[]> {
  const [first] = await db.select({ day: min(caseFile.receivedOn) }).from(caseFile);
  const released = await db.select({ month: statisticsRelease.month }).from(statisticsRelease);
  const jobs = await undoneJobs(db, KIND);
  const months = monthsToRelease(
    first?.day ?? null,
    released.map(({ month }) => month),
    today,
  );
  return months.map((month) => {
    const own = jobs.filter(({ key }) => key.startsWith(keysOf(month)));
    return { month, underWay: own.some(({ failed }) => !failed), failures: own.filter(({ failed }) => failed).length };
  });
}
