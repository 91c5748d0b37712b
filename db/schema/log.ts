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
  uuid,
} from 'drizzle-orm/pg-core';
import { day } from './column';

/**
 * The log of record: canonical JSON text, stored exactly as it will be hashed. The application cannot update or delete
 * it.
 */
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
  /** The key of `log_key` that signed it. */
  keyId: text('key_id').notNull(),
  /** The signed lists in force when it was made: versions and hashes of their texts. */
  lists: jsonb('lists')
    .$type<{ name: 'directory' | 'routing' | 'transfers'; version: number; hash: string }[]>()
    .notNull(),
  signature: text('signature').notNull(),
});

/** Every key that signed the log, oldest first, each vouched for by itself and by the one before it. Append-only. */
export const logKey = pgTable('log_key', {
  number: integer('number').primaryKey(),
  keyId: text('key_id').notNull().unique(),
  publicKey: text('public_key').notNull(),
  reason: text('reason', { enum: ['first', 'rotation', 'breakIn'] }).notNull(),
  fromDay: day('from_day').notNull(),
  afterSequence: bigint('after_sequence', { mode: 'number' }).notNull(),
  head: text('head').notNull(),
  previous: text('previous').notNull(),
  signature: text('signature').notNull(),
  previousSignature: text('previous_signature'),
});

/** A guardian's signature, with the county key, under a key that began after a break-in. Append-only. */
export const logKeyConfirmation = pgTable('log_key_confirmation', {
  number: integer('number')
    .primaryKey()
    .references(() => logKey.number),
  countyKey: text('county_key').notNull(),
  signature: text('signature').notNull(),
  memberId: uuid('member_id').notNull(),
  onDay: day('on_day').notNull(),
});

/**
 * Work to do after commit. Payloads hold only ids and codes; `run_after` starts at midnight, so that it tells no time.
 */
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
