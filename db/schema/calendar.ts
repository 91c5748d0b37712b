import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { YearTable } from '../../app/domain/county/holiday-table';
import { day, id } from './column';

/**
 * Holidays of a year as a county entered them: the newest confirmed change of a year stands for what the program has.
 * One person asks and another one confirms; a trigger keeps a decided change as it was decided.
 */
export const holidayChange = pgTable(
  'holiday_change',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    year: integer('year').notNull(),
    /** Null goes back to what the program has. */
    table: jsonb('table').$type<YearTable>(),
    /** Number of the notice that it follows. */
    notice: text('notice').notNull(),
    state: text('state', { enum: ['asked', 'confirmed', 'refused'] }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedOn: day('asked_on').notNull(),
    decidedBy: uuid('decided_by'),
    decidedOn: day('decided_on'),
  },
  (t) => [
    uniqueIndex('holiday_change_one').on(t.year).where(sql`${t.state} = 'asked'`),
    index('holiday_change_state').on(t.state, t.year, t.order),
    check(
      'holiday_change_two_people',
      sql`${t.state} <> 'confirmed' or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.askedBy})`,
    ),
  ],
);
