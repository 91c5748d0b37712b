import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, day, id } from './column';

/**
 * What an act hands to publication, payment or a ledger until the night enters it, and which payment belongs to which case until
 * it is paid. It is sealed with a key of its day that lies outside the database and is destroyed once nothing of that
 * day is left; everything of a kind has one size.
 */
export const handOver = pgTable(
  'hand_over',
  {
    id: id(),
    kind: text('kind', { enum: ['penalty', 'claim', 'rewardLink', 'hazard', 'supervision'] }).notNull(),
    onDay: day('on_day').notNull(),
    /** HMAC of a name under that key: whoever has both finds the row. */
    tag: text('tag'),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [index('hand_over_waiting').on(t.kind, t.onDay), index('hand_over_tag').on(t.tag)],
);
