import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { day } from './column';

/** The log of record: canonical JSON text, kept exactly as it will be hashed. The application cannot update or delete. */
export const logEntry = pgTable(
  'log_entry',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    onDay: day('on_day').notNull(),
    act: text('act').notNull(),
    subject: text('subject'),
    entry: text('entry').notNull(),
  },
  (t) => [index('log_subject').on(t.subject), index('log_day').on(t.onDay)],
);

/** The chain over committed entries, made in batches by the sequencer. */
export const logLink = pgTable(
  'log_link',
  {
    sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
    entryId: bigint('entry_id', { mode: 'number' })
      .notNull()
      .references(() => logEntry.id),
    hash: text('hash').notNull(),
  },
  (t) => [uniqueIndex('log_link_entry').on(t.entryId)],
);

/** Daily signed head of the chain. */
export const logCheckpoint = pgTable('log_checkpoint', {
  onDay: day('on_day').primaryKey(),
  sequence: bigint('sequence', { mode: 'number' }).notNull(),
  head: text('head').notNull(),
  signature: text('signature').notNull(),
});

/** Work to do after commit. Payloads hold ids and codes only; `run_after` starts at midnight so that it tells no time. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    kind: text('kind').notNull(),
    key: text('key').notNull().unique(),
    payload: jsonb('payload').$type<Record<string, string | number>>().notNull(),
    runAfter: timestamp('run_after', { withTimezone: true }).notNull().default(sql`date_trunc('day', now())`),
    attempts: integer('attempts').notNull().default(0),
    lockedUntil: timestamp('locked_until', { withTimezone: true }),
    doneOn: date('done_on', { mode: 'string' }),
    failed: text('failed'),
  },
  (t) => [index('outbox_open').on(t.doneOn, t.runAfter)],
);
