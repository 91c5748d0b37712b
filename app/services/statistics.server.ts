import { and, desc, eq, gte, lte, or } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { statisticsRelease } from '#db/schema/publication';
import { reward } from '#db/schema/reward';
import type { Actor } from '~/domain/actions';
import { type IsoMonth, monthBounds, monthOf } from '~/domain/dates';
import { DEFAULT_THRESHOLD, type MonthlyRelease, protectRelease } from '~/domain/disclosure-control';
import { type StatisticsRow, statisticsFor } from '~/domain/publication';
import { Refusal } from '~/domain/refusal';
import type { Sector } from '~/domain/vocabulary';
import { areas } from './county.server';
import { type House, today } from './house.server';
import { perform } from './perform.server';

export type Release = { month: IsoMonth; madeOn: string; data: MonthlyRelease };

/**
 * Makes the frozen release of a month that is over. Refusals: `notOpen` while the month runs,
 * `alreadyDone` when it was released: a release is never changed.
 */
export async function makeRelease(house: House, actor: Actor, month: IsoMonth): Promise<Release> {
  if (month >= monthOf(today(house))) throw new Refusal('notOpen', { field: 'month' });
  const release = await perform(house, actor, 'release.make', `release:${month}`, async ({ tx, today: madeOn }) => {
    const towns = (await areas(tx)).filter((area) => area.level === 'town').map((area) => area.code);
    const data = protectRelease(statisticsFor(month, await rowsTouching(tx, month), towns), DEFAULT_THRESHOLD);
    const made = await tx
      .insert(statisticsRelease)
      .values({ month, madeOn, data })
      .onConflictDoNothing()
      .returning({ month: statisticsRelease.month });
    if (made.length === 0) throw new Refusal('alreadyDone', { field: 'month' });
    return { month, madeOn, data };
  });
  house.publicChanged();
  return release;
}

/** Cases with any counted day in the month. */
async function rowsTouching(tx: Tx, month: IsoMonth): Promise<StatisticsRow[]> {
  const { first, last } = monthBounds(month);
  const rows = await tx
    .select({
      sector: caseFile.sector,
      town: caseFile.town,
      receivedOn: caseFile.receivedOn,
      acceptedOn: caseFile.acceptedOn,
      verdict: caseFile.verdict,
      confirmedOn: caseFile.confirmedOn,
      rewardedOn: reward.paidOn,
      rewardFen: reward.amount,
    })
    .from(caseFile)
    .leftJoin(reward, and(eq(reward.caseId, caseFile.id), eq(reward.state, 'paid')))
    .where(
      or(
        ...[caseFile.receivedOn, caseFile.acceptedOn, caseFile.confirmedOn, reward.paidOn].map((day) =>
          and(gte(day, first), lte(day, last)),
        ),
      ),
    );
  return rows.map(({ verdict, confirmedOn, sector, ...row }) => ({
    ...row,
    sector: sector as Sector,
    substantiatedOn: verdict === 'substantiated' || verdict === 'partlySubstantiated' ? confirmedOn : null,
  }));
}

/** All releases, newest first. */
export async function releases(db: Db): Promise<Release[]> {
  const rows = await db.select().from(statisticsRelease).orderBy(desc(statisticsRelease.month));
  return rows.map((row) => ({ ...row, data: row.data as MonthlyRelease }));
}

/** One month's release, or null. */
export async function releaseOf(db: Db, month: IsoMonth): Promise<Release | null> {
  const [row] = await db.select().from(statisticsRelease).where(eq(statisticsRelease.month, month));
  return row ? { ...row, data: row.data as MonthlyRelease } : null;
}
