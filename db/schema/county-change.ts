import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { CountyEntry } from '../../app/domain/county/county-entry';
import { day, id } from './column';

/**
 * Changes of the county's own names and hotline. One person asks and another one confirms; from its day on the entry
 * stands in the county's row. A trigger keeps a decided change as it was decided.
 */
export const countyChange = pgTable(
  'county_change',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    entry: jsonb('entry').$type<CountyEntry>().notNull(),
    fromDay: day('from_day').notNull(),
    state: text('state', { enum: ['asked', 'confirmed', 'refused'] }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedOn: day('asked_on').notNull(),
    decidedBy: uuid('decided_by'),
    decidedOn: day('decided_on'),
    /** Day on which the county's row took it. */
    appliedOn: day('applied_on'),
  },
  (t) => [
    uniqueIndex('county_change_one').on(sql`(true)`).where(sql`${t.state} = 'asked'`),
    index('county_change_due').on(t.fromDay).where(sql`${t.state} = 'confirmed' and ${t.appliedOn} is null`),
    check(
      'county_change_two_people',
      sql`${t.state} <> 'confirmed' or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.askedBy})`,
    ),
  ],
);
