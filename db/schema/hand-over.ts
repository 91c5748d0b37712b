import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, day, id } from './column';

/**
 * What an act hands to publication until the night enters it: sealed with a key of its day that lies outside the
 * database and is destroyed with the night, all of one size.
 */
export const handOver = pgTable(
  'hand_over',
  {
    id: id(),
    kind: text('kind', { enum: ['penalty'] }).notNull(),
    onDay: day('on_day').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [index('hand_over_waiting').on(t.kind, t.onDay)],
);
