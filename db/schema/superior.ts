import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { SENDING_WAYS, type SuperiorEntry } from '../../app/domain/county/superior-entry';
import { bytes, day, id } from './column';

/**
 * What an administrator drafted about the level above, for the next signed list. What is in force stands in that list
 * alone, and in no table.
 */
export const superiorDraft = pgTable(
  'superior_draft',
  {
    only: boolean('only').primaryKey().default(true),
    /** Null where the list shall name no superior any more. */
    entry: jsonb('entry').$type<SuperiorEntry>(),
    /** The first day on which guardians are offered it. */
    fromDay: day('from_day').notNull(),
    draftedOn: day('drafted_on').notNull(),
  },
  (t) => [check('superior_draft_only', sql`${t.only}`)],
);

/**
 * A report about the office itself. It is sealed to the superior's keys alone, so that all the office can do is hand the
 * file on; there is no case, no unit and no reporter's page.
 */
export const superiorReport = pgTable('superior_report', {
  id: id(),
  /** The receipt number, which the reporter has, and which stands in the sealed text too. */
  number: text('number').notNull().unique(),
  formTokenHash: text('form_token_hash').notNull().unique(),
  sealed: bytes('sealed').notNull(),
  /** The signed list that named the keys. */
  listVersion: integer('list_version').notNull(),
  receivedOn: day('received_on').notNull(),
  /** The last day on which somebody took the file out, and who did. */
  exportedOn: day('exported_on'),
  exportedBy: uuid('exported_by'),
  /** The day on which it was handed on, and how, as somebody recorded it. */
  sentOn: day('sent_on'),
  sentBy: uuid('sent_by'),
  way: text('way', { enum: SENDING_WAYS }),
});
