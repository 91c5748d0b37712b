import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { day } from './column';

/** Sealed file parts that wait for the report (or later delivery) to which they belong. */
export const upload = pgTable(
  'upload',
  {
    /** SHA-256 of the token that the reporter's browser made. */
    tokenHash: text('token_hash').primaryKey(),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    madeOn: day('made_on').notNull(),
  },
  (t) => [index('upload_made').on(t.madeOn)],
);

/** One part of one file, an age file in the blob store. */
export const uploadPart = pgTable(
  'upload_part',
  {
    tokenHash: text('token_hash')
      .notNull()
      .references(() => upload.tokenHash, { onDelete: 'cascade' }),
    fileIndex: integer('file_index').notNull(),
    sequence: integer('sequence').notNull(),
    blob: text('blob').notNull(),
    size: integer('size').notNull(),
    /** Of the sealed bytes, hex. */
    sha256: text('sha256').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tokenHash, t.fileIndex, t.sequence] })],
);
