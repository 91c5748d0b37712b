import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { day, id } from './column';
import { unit } from './county';

/**
 * What the safety committee office asks of a unit (督办、通报、约谈), by the number of its document, until when, and by which
 * document the unit answered. It names no case, and holds no text.
 */
export const committeeOrder = pgTable(
  'committee_order',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    kind: text('kind', { enum: ['supervision', 'notice', 'interview'] }).notNull(),
    reason: text('reason').notNull(),
    number: text('number').notNull(),
    issuedOn: day('issued_on').notNull(),
    issuedBy: uuid('issued_by').notNull(),
    dueOn: day('due_on').notNull(),
    state: text('state', { enum: ['issued', 'answered', 'accepted', 'withdrawn'] }).notNull(),
    answerNumber: text('answer_number'),
    answeredOn: day('answered_on'),
    /** How often an answer was not enough. */
    returned: integer('returned').notNull().default(0),
  },
  (t) => [
    uniqueIndex('committee_order_number').on(t.number).where(sql`state <> 'withdrawn'`),
    index('committee_order_state').on(t.state, t.dueOn),
    index('committee_order_unit').on(t.unitId, t.order),
    check('committee_order_answered', sql`${t.state} not in ('answered', 'accepted') or ${t.answerNumber} is not null`),
  ],
);

/** What the committee office judges itself in the monthly assessment of a unit: points of 100, by month and indicator. */
export const assessmentPoints = pgTable(
  'assessment_points',
  {
    month: text('month').notNull(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    indicator: text('indicator').notNull(),
    points: integer('points').notNull(),
    enteredBy: uuid('entered_by').notNull(),
    enteredOn: day('entered_on').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.month, t.unitId, t.indicator] }),
    check('assessment_points_of_100', sql`${t.points} between 0 and 100`),
  ],
);
