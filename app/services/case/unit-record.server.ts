import { asc, eq, gte, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { hazard } from '#db/schema/hazard';
import { fund, reward } from '#db/schema/reward';
import type { Actor } from '~/domain/acts/permission';
import { daysUntil, type WaitCount } from '~/domain/case/waits';
import { addDays, type IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { type Context, today } from '~/services/context.server';
import { look } from '~/services/look.server';
import { keptFigures } from './kept-figures.server';

/** Days within which half, and nine in ten, of a unit's cases got there; null while fewer are known to. */
type Pace = { half: number | null; most: number | null };

/** What a unit did with the reports of a period, in numbers; rewards are told by unit only, since none names its case. */
export type UnitRecord = {
  unitId: string;
  names: Localized;
  received: number;
  notAccepted: number;
  acceptance: Pace;
  verification: Pace;
  /** Verdicts that a second person confirmed, and those of them that found something. */
  verified: number;
  substantiated: number;
  /** Of those that found something: reinspected and struck off the ledger. */
  struckOff: number;
  replied: number;
  rewardsPaid: number;
  rewardsWaiting: number;
  /** Entries of its rectification ledger as they are now: not struck off, late, and major. */
  hazardsOpen: number;
  hazardsLate: number;
  hazardsMajor: number;
};

type Hazards = Pick<UnitRecord, 'hazardsOpen' | 'hazardsLate' | 'hazardsMajor'>;
type Rewards = Pick<UnitRecord, 'rewardsPaid' | 'rewardsWaiting'>;
type Counts = Omit<UnitRecord, 'unitId' | 'names' | 'acceptance' | 'verification' | keyof Hazards | keyof Rewards>;
type UnitWait = WaitCount & { unitId: string };

const count = (where: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${where}))::int`;
const { acceptedOn, confirmedOn, stage, verdict } = caseFile;
const FOUND = sql`${confirmedOn} is not null and ${verdict} <> 'unsubstantiated'`;

async function countsSince(db: Db, from: IsoDate): Promise<(Counts & { unitId: string })[]> {
  return db
    .select({
      unitId: caseFile.responsibleUnitId,
      received: count(sql`true`),
      notAccepted: count(sql`${stage} = 'notAccepted'`),
      verified: count(sql`${confirmedOn} is not null`),
      substantiated: count(FOUND),
      struckOff: count(sql`${FOUND} and ${caseFile.struckOffOn} is not null`),
      replied: count(sql`${caseFile.repliedOn} is not null`),
    })
    .from(caseFile)
    .where(gte(caseFile.receivedOn, from))
    .groupBy(caseFile.responsibleUnitId);
}

/**
 * How long cases waited from one day to the next, by unit. What is not accepted waits no longer, and its reporter is told
 * otherwise, so that it counts in neither wait.
 */
async function waits(db: Db, from: IsoDate, day: IsoDate, begin: 'received' | 'accepted'): Promise<UnitWait[]> {
  const [begun, over] = begin === 'received' ? [caseFile.receivedOn, acceptedOn] : [acceptedOn, confirmedOn];
  const days = sql<number>`coalesce(${over}, ${day}::date) - ${begun}`;
  return db
    .select({
      unitId: caseFile.responsibleUnitId,
      days,
      ended: count(sql`${over} is not null`),
      open: count(sql`${over} is null`),
    })
    .from(caseFile)
    .where(sql`${caseFile.receivedOn} >= ${from} and ${begun} is not null and ${stage} <> 'notAccepted'`)
    .groupBy(caseFile.responsibleUnitId, sql`2`);
}

async function rewardsSince(db: Db, from: IsoDate) {
  return db
    .select({
      unitId: fund.unitId,
      rewardsPaid: count(sql`${reward.paidOn} >= ${from}`),
      rewardsWaiting: count(sql`${reward.state} <> 'paid'`),
    })
    .from(reward)
    .innerJoin(fund, eq(fund.id, reward.fundId))
    .groupBy(fund.unitId);
}

async function hazardsNow(db: Db, day: IsoDate): Promise<(Hazards & { unitId: string })[]> {
  return db
    .select({
      unitId: hazard.unitId,
      hazardsOpen: count(sql`${hazard.state} <> 'struckOff'`),
      hazardsLate: count(sql`${hazard.state} = 'open' and ${hazard.dueOn} < ${day}`),
      hazardsMajor: count(sql`${hazard.state} <> 'struckOff' and ${hazard.grade} = 'major'`),
    })
    .from(hazard)
    .groupBy(hazard.unitId);
}

const NOTHING = { received: 0, notAccepted: 0, verified: 0, substantiated: 0, struckOff: 0, replied: 0 };
const NO_REWARDS = { rewardsPaid: 0, rewardsWaiting: 0 };
const NO_HAZARDS = { hazardsOpen: 0, hazardsLate: 0, hazardsMajor: 0 };

const paceOf = (unitId: string, all: readonly UnitWait[]): Pace => {
  const own = all.filter((one) => one.unitId === unitId);
  return { half: daysUntil(0.5, own), most: daysUntil(0.9, own) };
};

/** As the figures were at `at`, in milliseconds since 1970. */
export type UnitRecords = { at: number; records: UnitRecord[] };

/**
 * Of every unit, what it did with what came in the last `days` days; units without any are left out. The figures are at
 * most five minutes old. Refusal `notAllowed`.
 */
export async function unitRecords(ctx: Context, actor: Actor, days: number): Promise<UnitRecords> {
  return look(ctx, actor, 'oversight.read', null, async ({ db }) => {
    const { at, figures } = await kept.figures(ctx, db, days);
    return { at, records: figures };
  });
}

const kept = keptFigures(recordsNow);

async function recordsNow(ctx: Context, db: Db, days: number): Promise<UnitRecord[]> {
  const day = today(ctx);
  const from = addDays(day, 1 - days);
  const [units, counts, acceptance, verification, rewards, hazards] = await Promise.all([
    db.select({ unitId: unit.id, names: unit.names }).from(unit).orderBy(asc(unit.code)),
    countsSince(db, from),
    waits(db, from, day, 'received'),
    waits(db, from, day, 'accepted'),
    rewardsSince(db, from),
    hazardsNow(db, day),
  ]);
  return units
    .map(({ unitId, names }) => ({
      ...NOTHING,
      ...NO_REWARDS,
      ...NO_HAZARDS,
      ...counts.find((one) => one.unitId === unitId),
      ...rewards.find((one) => one.unitId === unitId),
      ...hazards.find((one) => one.unitId === unitId),
      unitId,
      names,
      acceptance: paceOf(unitId, acceptance),
      verification: paceOf(unitId, verification),
    }))
    .filter((one) => one.received + one.rewardsPaid + one.rewardsWaiting + one.hazardsOpen > 0);
}
