import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { day, localized } from './column';
import { member } from './staff';

/** Wrong cash codes that a member typed on the last day on which they typed any; at most one row for each member. */
export const cashTry = pgTable(
  'cash_try',
  {
    memberId: uuid('member_id')
      .primaryKey()
      .references(() => member.id),
    onDay: day('on_day').notNull(),
    wrong: integer('wrong').notNull(),
  },
  (t) => [check('cash_try_bounded', sql`${t.wrong} between 0 and 30`)],
);

/** Where and when cash is paid out, as told to reporters who claimed in cash. */
export const cashCounter = pgTable(
  'cash_counter',
  {
    only: boolean('only').primaryKey().default(true),
    places: localized('places').notNull(),
    hours: localized('hours').notNull(),
  },
  (t) => [check('cash_counter_only', sql`${t.only}`)],
);
