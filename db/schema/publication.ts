import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { day, fen, id } from './column';
import { unit } from './county';

/**
 * A penalty decision for the exposure list. It stands alone: it holds no case or report, and nothing leads from it to
 * one.
 */
export const penaltyDecision = pgTable(
  'penalty_decision',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    decisionNumber: text('decision_number').notNull(),
    decidedOn: day('decided_on').notNull(),
    offender: text('offender').notNull(),
    creditCode: text('credit_code'),
    sector: text('sector').notNull(),
    town: text('town'),
    offence: text('offence').notNull(),
    legalBasis: text('legal_basis').notNull(),
    amount: fen('amount').notNull(),
    state: text('state', { enum: ['registered', 'published', 'withdrawn'] }).notNull(),
    publishedOn: day('published_on'),
  },
  (t) => [
    // A decision entered wrongly stays as withdrawn, and is registered anew under its number.
    uniqueIndex('penalty_number').on(t.decisionNumber).where(sql`state <> 'withdrawn'`),
    index('penalty_published').on(t.state, t.decidedOn, t.order),
    index('penalty_sector').on(t.state, t.sector, t.decidedOn, t.order),
    index('penalty_town').on(t.state, t.town, t.decidedOn, t.order),
    index('penalty_sector_town').on(t.state, t.sector, t.town, t.decidedOn, t.order),
  ],
);

/**
 * A major hazard under public supervision (挂牌督办), as everybody reads it. It stands alone like a penalty decision: it names
 * neither a case nor an entry of a ledger.
 */
export const supervision = pgTable(
  'supervision',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    orderNumber: text('order_number').notNull(),
    supervisor: text('supervisor').notNull(),
    employer: text('employer').notNull(),
    hazard: text('hazard').notNull(),
    dueOn: day('due_on').notNull(),
    state: text('state', { enum: ['registered', 'published', 'ended', 'withdrawn'] }).notNull(),
  },
  (t) => [
    uniqueIndex('supervision_number').on(t.orderNumber).where(sql`state <> 'withdrawn'`),
    index('supervision_state').on(t.state, t.order),
  ],
);

/** Frozen statistics of one month, with small counts already hidden. */
export const statisticsRelease = pgTable('statistics_release', {
  month: text('month').primaryKey(),
  madeOn: day('made_on').notNull(),
  data: jsonb('data').notNull(),
  /** How many hidden numbers of earlier releases had too few possible values before this one. */
  excepted: integer('excepted').notNull().default(0),
});

/**
 * Rewards paid, as the statistics count them: how many in a sector and in a town (none: the county's own), and the
 * money of the month in whole fen. They are only sums, because a row for each payment would lead to its case.
 */
export const rewardCount = pgTable(
  'reward_count',
  {
    month: text('month').notNull(),
    of: text('of', { enum: ['sector', 'town', 'money'] }).notNull(),
    code: text('code').notNull(),
    count: bigint('count', { mode: 'bigint' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.month, t.of, t.code] })],
);
