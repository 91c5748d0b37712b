import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes, day, id } from './column';

/**
 * A unit that a case turned out to be about later (envelope/case/accused-mark.ts): made by somebody who can open the
 * case, and confirmed by a guardian. No column names case, report or unit. A trigger keeps a decided mark as it is.
 */
export const accusedMark = pgTable(
  'accused_mark',
  {
    id: id(),
    state: text('state', { enum: ['asked', 'confirmed', 'refused'] }).notNull(),
    check: text('check').notNull(),
    unitTag: text('unit_tag').notNull(),
    entries: jsonb('entries').$type<{ lock: string; proof: string }[]>().notNull(),
    /** Sealed for the guardian; removed once decided. */
    words: bytes('words'),
    wordsHash: text('words_hash').notNull(),
    markedBy: uuid('marked_by').notNull(),
    markedOn: day('marked_on').notNull(),
    signature: text('signature').notNull(),
    /** Place among all confirmed marks, from 1; each names the hash of the one before. */
    sequence: integer('sequence'),
    previous: text('previous'),
    decidedBy: uuid('decided_by'),
    decidedOn: day('decided_on'),
    confirmation: text('confirmation'),
  },
  (t) => [
    uniqueIndex('accused_mark_sequence').on(t.sequence),
    check('accused_mark_two_people', sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.markedBy}`),
    check('accused_mark_placed', sql`(${t.state} = 'confirmed') = (${t.sequence} is not null)`),
  ],
);
