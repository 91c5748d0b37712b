import { and, desc, eq, gte, lt, lte, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile, caseTransfer } from '#db/schema/casework';
import { routingVersion } from '#db/schema/routing';
import { type AnyRule, givenOn, hardlyUsed, type RoutedCases, stillStanding } from '~/domain/county/routing-use';
import { addMonths, type IsoDate, type IsoMonth, monthBounds, monthOf } from '~/domain/dates';
import type { RoutingRule } from '~/domain/report/routing';
import { ROUTING } from '~/envelope/keys/routing-statement';
import type { Context } from '~/services/context.server';

const MONTHS = 12;
/** A younger rule has had too little time to be used. */
const STOOD_MONTHS = 3;

/** Whole months do not change, and summing a year of cases takes seconds in a large county. */
const kept = new WeakMap<Context, { month: IsoMonth; rows: Promise<RoutedCases[]> }>();

/**
 * What a year of reports says of the rules, for whoever drafts them: which of their reports are often given on, and which rules are hardly used. It covers twelve whole
 * months, and nothing of the month that runs, neither reports nor transfers. `unused` is null until the routing has been in force for three months.
 */
export async function routingUse(ctx: Context, db: Db, today: IsoDate, drafted: readonly RoutingRule[]) {
  const month = monthOf(today);
  const first = addMonths(month, -MONTHS);
  const before = kept.get(ctx);
  const rows = await (before?.month === month ? before.rows : keep(ctx, month, routedCases(db, first, month)));
  const stood = await rulesOn(db, monthBounds(addMonths(month, -STOOD_MONTHS)).first);
  return {
    first,
    last: addMonths(month, -1),
    givenOn: givenOn(rows),
    unused: stood && hardlyUsed(stillStanding(stood, drafted), rows),
  };
}

function keep(ctx: Context, month: IsoMonth, rows: Promise<RoutedCases[]>): Promise<RoutedCases[]> {
  kept.set(ctx, { month, rows });
  rows.catch(() => kept.delete(ctx));
  return rows;
}

/** Cases received from the first month on until before the last one, and where transfers before that had led them. */
async function routedCases(db: Db, from: IsoMonth, before: IsoMonth): Promise<RoutedCases[]> {
  const end = monthBounds(before).first;
  const last = db
    .selectDistinctOn([caseTransfer.caseId], { caseId: caseTransfer.caseId, toUnitId: caseTransfer.toUnitId })
    .from(caseTransfer)
    .where(and(eq(caseTransfer.kind, 'transfer'), lt(caseTransfer.onDay, end)))
    .orderBy(caseTransfer.caseId, desc(caseTransfer.sequence))
    .as('last');
  const { sector, town, matter, reasons, assistingUnitIds, receivedOn } = caseFile;
  const rows = await db
    .select({
      sector,
      town,
      matter,
      reasons,
      assistingUnitIds,
      givenTo: last.toUnitId,
      cases: sql<number>`count(*)::int`,
    })
    .from(caseFile)
    .leftJoin(last, eq(last.caseId, caseFile.id))
    .where(and(gte(receivedOn, monthBounds(from).first), lt(receivedOn, end)))
    .groupBy(sector, town, matter, reasons, assistingUnitIds, last.toUnitId);
  return rows as RoutedCases[];
}

/** The rules that were signed on a day; null where none were yet. */
async function rulesOn(db: Db, day: IsoDate): Promise<readonly AnyRule[] | null> {
  const [row] = await db
    .select({ statement: routingVersion.statement })
    .from(routingVersion)
    .where(lte(routingVersion.madeOn, day))
    .orderBy(desc(routingVersion.version))
    .limit(1);
  return row ? ROUTING.parse(row.statement).rules : null;
}
