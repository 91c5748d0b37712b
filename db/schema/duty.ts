import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { RosterLine } from '../../app/domain/county/roster';
import { caseFile } from './casework';
import { day, id } from './column';

/**
 * The duty roster as it was changed: what stands in it is the newest confirmed change of each entry. One person asks
 * for a change and another one confirms it; a trigger keeps a decided change as it was decided.
 */
export const rosterChange = pgTable(
  'roster_change',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    entryId: uuid('entry_id').notNull(),
    /** The entry as it shall stand from that day on; null where it shall end. */
    line: jsonb('line').$type<RosterLine>(),
    fromDay: day('from_day').notNull(),
    state: text('state', { enum: ['asked', 'confirmed', 'refused'] }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedOn: day('asked_on').notNull(),
    decidedBy: uuid('decided_by'),
    decidedOn: day('decided_on'),
  },
  (t) => [
    uniqueIndex('roster_change_one').on(t.entryId).where(sql`${t.state} = 'asked'`),
    index('roster_change_state').on(t.state, t.order),
    check(
      'roster_change_two_people',
      sql`${t.state} <> 'confirmed' or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.askedBy})`,
    ),
  ],
);

/** What came of the last message along each way of an entry. An entry's older results are not kept. */
export const dutyOutcome = pgTable(
  'duty_outcome',
  {
    entryId: uuid('entry_id').notNull(),
    way: text('way', { enum: ['mail', 'webhook'] }).notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'refused'] }).notNull(),
    /** A code that the page puts into words, and what the far side said. */
    problem: text('problem'),
    said: text('said'),
    onDay: day('on_day').notNull(),
    /** The number in a test message, and who told it: so the message was read. */
    testNumber: integer('test_number'),
    readBy: uuid('read_by'),
    readOn: day('read_on'),
  },
  (t) => [primaryKey({ columns: [t.entryId, t.way] })],
);

/**
 * A report that says danger to life, until somebody has acknowledged it and decided whether to accept it. Only while
 * the row lasts does it tell to an hour when the report came.
 */
export const dangerAlert = pgTable(
  'danger_alert',
  {
    caseId: uuid('case_id')
      .primaryKey()
      .references(() => caseFile.id),
    /** New whenever the case goes to another unit, whose people are told from the first step on. */
    id: uuid('id').notNull(),
    /** End of the hours for acceptance, on a whole hour; null once they do not count any more. */
    dueAt: timestamp('due_at', { withTimezone: true }),
    /** When the next on the roster is told, on a multiple of five minutes; null once acknowledged. */
    nextAt: timestamp('next_at', { withTimezone: true }),
    /** How many steps of the roster have been told. */
    steps: integer('steps').notNull().default(0),
    acknowledgedBy: uuid('acknowledged_by'),
    /** Supervisors and administrators were told that the hours have passed. */
    lateTold: boolean('late_told').notNull().default(false),
  },
  (t) => [index('danger_alert_next').on(t.nextAt), index('danger_alert_due').on(t.dueAt)],
);
