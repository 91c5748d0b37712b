import { bigint, boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/**
 * How each backup ended, with the hour: it tells when the machine worked and nothing about reports. Kept for a year, so
 * that pages and checks can tell the age of the last good one.
 */
export const backupRun = pgTable('backup_run', {
  id: uuid('id').primaryKey(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }).notNull(),
  outcome: text('outcome', { enum: ['done', 'failed'] }).notNull(),
  /** The backup's name in its folder; null for one that failed. */
  backup: text('backup'),
  /** Of all that it names, also what was there from earlier ones. */
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  blobs: integer('blobs').notNull(),
  /** Blobs that rows name and the store does not have. */
  missing: integer('missing').notNull(),
  secretInside: boolean('secret_inside').notNull(),
  /** Why it failed, as a code. */
  problem: text('problem'),
});
