import { sql } from 'drizzle-orm';
import { boolean, check, jsonb, pgTable } from 'drizzle-orm/pg-core';
import type { SuperiorEntry } from '../../app/domain/county/superior-entry';
import { day } from './column';

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
