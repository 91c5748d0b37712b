import { and, asc, between, eq, isNotNull, ne, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { assessmentPoints, committeeOrder } from '#db/schema/committee-order';
import { unit } from '#db/schema/county';
import { hazard } from '#db/schema/hazard';
import { fund, reward } from '#db/schema/reward';
import { type Actor, holdsRoleFor, type Member } from '~/domain/acts/permission';
import {
  assessUnit,
  type Computed,
  ENTERED,
  type Entered,
  type KeptMissed,
  type PointsField,
  ranked,
} from '~/domain/case/assessment';
import { dueOn, type StageFacts } from '~/domain/case/deadlines';
import { assessedMonths } from '~/domain/case/record-period';
import { isProductDefault, type TimeLimits } from '~/domain/county/policy';
import { addDays, type IsoDate, type IsoMonth, monthBounds } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { readWhole } from '~/domain/typed/whole';
import { type Context, today } from '~/services/context.server';
import { units as allUnits } from '~/services/county/county.server';
import { policyInForce } from '~/services/county/policies.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { keptFigures } from './kept-figures.server';

type Month = { first: IsoDate; last: IsoDate };
type Count = KeptMissed & { unitId: string };
/** Cases that are alike in the days by which a limit was kept. */
type Alike = { unitId: string; from: IsoDate; done: IsoDate | null; extensions: number; cases: number };
type Limited = Extract<Computed, 'acceptance' | 'verification' | 'reply'>;

const { acceptedOn, confirmedOn, receivedOn, repliedOn, restartedOn, stage } = caseFile;
const count = (where: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${where}))::int`;

/** From which day each limit runs, by which day it was kept, and cases in which it ended otherwise or counts in hours. */
const LIMITED = {
  acceptance: {
    from: sql`${receivedOn}`,
    done: sql`${acceptedOn}`,
    counts: sql`${stage} <> 'notAccepted' and not ${caseFile.urgent}`,
  },
  verification: {
    from: sql`coalesce(${restartedOn}, ${acceptedOn})`,
    done: sql`${confirmedOn}`,
    counts: sql`not (${stage} in ('closed', 'notAccepted') and ${confirmedOn} is null)`,
  },
  reply: {
    from: sql`${confirmedOn}`,
    done: sql`${repliedOn}`,
    counts: sql`not (${stage} = 'closed' and ${repliedOn} is null)`,
  },
} as const;

const FACTS: Record<Limited, (from: IsoDate, extensions: number) => StageFacts> = {
  acceptance: (registeredOn) => ({ stage: 'registered', registeredOn, acceptedOn: null, confirmedOn: null }),
  verification: (from, extensions) => ({
    stage: 'accepted',
    registeredOn: from,
    acceptedOn: from,
    extensions,
    confirmedOn: null,
  }),
  reply: (from) => ({ stage: 'verdictConfirmed', registeredOn: from, acceptedOn: from, confirmedOn: from }),
};

/** More than any limit with its extensions and holidays lasts. */
const longest = (limits: TimeLimits): number =>
  limits.acceptanceWorkingDays * 2 +
  limits.verificationDays +
  limits.verificationExtensionDays * limits.verificationExtensions +
  limits.replyDays +
  60;

/** Limits that ended in the month, by unit: kept, where it was done by their last day. */
async function limitsIn(ctx: Context, db: Db, month: Month, limits: TimeLimits, which: Limited): Promise<Count[]> {
  const { from, done, counts } = LIMITED[which];
  const rows: Alike[] = await db
    .select({
      unitId: caseFile.responsibleUnitId,
      from: sql<IsoDate>`${from}::text`,
      done: sql<IsoDate | null>`${done}::text`,
      extensions: caseFile.extensions,
      cases: count(sql`true`),
    })
    .from(caseFile)
    .where(sql`${from} between ${addDays(month.first, -longest(limits))} and ${month.last} and ${counts}`)
    .groupBy(caseFile.responsibleUnitId, sql`2`, sql`3`, caseFile.extensions);
  return rows.flatMap(({ unitId, from: began, done: ended, extensions, cases }) => {
    const last = dueOn(FACTS[which](began, extensions), limits, ctx.calendar)?.on ?? '';
    if (last < month.first || last > month.last) return [];
    const kept = ended !== null && ended <= last;
    return { unitId, kept: kept ? cases : 0, missed: kept ? 0 : cases };
  });
}

const hazardsIn = (db: Db, { first, last }: Month): Promise<Count[]> =>
  db
    .select({
      unitId: hazard.unitId,
      kept: count(sql`${hazard.state} <> 'open'`),
      missed: count(sql`${hazard.state} = 'open'`),
    })
    .from(hazard)
    .where(and(isNotNull(hazard.dueOn), between(hazard.dueOn, first, last)))
    .groupBy(hazard.unitId);

const rewardsIn = (db: Db, { first, last }: Month): Promise<Count[]> =>
  db
    .select({
      unitId: fund.unitId,
      kept: count(sql`${reward.state} = 'paid'`),
      missed: count(sql`${reward.state} <> 'paid'`),
    })
    .from(reward)
    .innerJoin(fund, eq(fund.id, reward.fundId))
    .where(between(reward.enteredOn, first, last))
    .groupBy(fund.unitId);

function ordersIn(db: Db, { first, last }: Month): Promise<Count[]> {
  const inTime = sql`coalesce(${committeeOrder.answeredOn} <= ${committeeOrder.dueOn}, false)`;
  return db
    .select({ unitId: committeeOrder.unitId, kept: count(inTime), missed: count(sql`not ${inTime}`) })
    .from(committeeOrder)
    .where(and(between(committeeOrder.dueOn, first, last), ne(committeeOrder.state, 'withdrawn')))
    .groupBy(committeeOrder.unitId);
}

/**
 * The monthly assessment (月考核): each unit's rates and score by the rule in force at the month's end, best first. At most five minutes old. Refusal `notAllowed`.
 */
export const monthAssessment = (ctx: Context, actor: Actor, month: IsoMonth) =>
  look(ctx, actor, 'oversight.read', null, async ({ db }) => {
    const { at, figures } = await kept.figures(ctx, db, month);
    return { at, ...figures };
  });

const kept = keptFigures(assessNow);

/** The units for which the committee office can enter points; empty for whoever only reads. */
export const unitsToJudge = (ctx: Context, actor: Member) =>
  look(ctx, actor, 'oversight.read', null, async ({ db }) =>
    holdsRoleFor(actor, 'assessment.enter') ? (await allUnits(db)).filter(({ closedOn }) => closedOn === null) : [],
  );

/**
 * Points that the committee office gives a unit for a month, instead of those it gave before. Refusals: `invalid` (month, unitId, indicator, points).
 */
export async function enterPoints(
  ctx: Context,
  actor: Member,
  typed: Readonly<Record<PointsField | 'month', string>>,
): Promise<void> {
  const wrong = (field: string) => new Refusal('invalid', { field });
  await perform(ctx, actor, 'assessment.enter', null, async ({ tx, today: day, record }) => {
    const { month, unitId } = typed;
    if (!assessedMonths(day).includes(month)) throw wrong('month');
    if (!(await allUnits(tx)).some((one) => one.id === unitId && one.closedOn === null)) throw wrong('unitId');
    const indicator = ENTERED.find((one): one is Entered => one === typed.indicator);
    if (!indicator) throw wrong('indicator');
    const points = readWhole(typed.points);
    if (points === null || points > 100) throw wrong('points');
    const entered = { points, enteredBy: actor.memberId, enteredOn: day };
    await tx
      .insert(assessmentPoints)
      .values({ month, unitId, indicator, ...entered })
      .onConflictDoUpdate({
        target: [assessmentPoints.month, assessmentPoints.unitId, assessmentPoints.indicator],
        set: entered,
      });
    record({ units: [unitId], count: points });
  });
  kept.forget(ctx, typed.month);
}

async function assessNow(ctx: Context, db: Db, name: IsoMonth) {
  const month = monthBounds(name);
  const [rule, limits, units, points] = await Promise.all([
    policyInForce(db, 'assessment', month.last),
    policyInForce(db, 'timeLimits', today(ctx)),
    db.select({ unitId: unit.id, names: unit.names }).from(unit).orderBy(asc(unit.code)),
    db.select().from(assessmentPoints).where(eq(assessmentPoints.month, name)),
  ]);
  const counted: Record<Computed, Count[]> = {
    acceptance: await limitsIn(ctx, db, month, limits, 'acceptance'),
    verification: await limitsIn(ctx, db, month, limits, 'verification'),
    reply: await limitsIn(ctx, db, month, limits, 'reply'),
    hazards: await hazardsIn(db, month),
    rewards: await rewardsIn(db, month),
    orders: await ordersIn(db, month),
  };
  const sumOf = (unitId: string, rows: readonly Count[]): KeptMissed => {
    const own = rows.filter((row) => row.unitId === unitId);
    return { kept: own.reduce((sum, one) => sum + one.kept, 0), missed: own.reduce((sum, one) => sum + one.missed, 0) };
  };
  const assessed = units.map(({ unitId, names }) => {
    const computed = Object.fromEntries(
      Object.entries(counted).map(([which, rows]) => [which, sumOf(unitId, rows)]),
    ) as Record<Computed, KeptMissed>;
    const own = points.filter((one) => one.unitId === unitId).map((one) => [one.indicator, one.points]);
    return { unitId, names, ...assessUnit({ computed, entered: Object.fromEntries(own) }, rule) };
  });
  return {
    rule: { weights: rule.weights, legalBasis: rule.legalBasis, own: !isProductDefault(rule) },
    units: ranked(assessed.filter(({ rates }) => Object.values(rates).some((rate) => rate !== null))),
  };
}

export type MonthAssessment = Awaited<ReturnType<typeof monthAssessment>>;
