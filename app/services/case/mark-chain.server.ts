import { asc, desc, eq, isNotNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { accusedMark } from '#db/schema/accused-mark';
import { type ConfirmedMark, markHash, type SignedMark } from '~/envelope/case/accused-mark';
import type { DirectoryVersion } from '~/services/keys/certified.server';
import { formerDirectories } from '~/services/keys/former-directories.server';

type Reading = Pick<Db | Tx, 'select'>;
export type MarkRow = typeof accusedMark.$inferSelect;

/** Every mark in force, the first one first. */
export async function confirmedMarks(db: Reading): Promise<ConfirmedMark[]> {
  const rows = await db
    .select()
    .from(accusedMark)
    .where(isNotNull(accusedMark.sequence))
    .orderBy(asc(accusedMark.sequence));
  return rows.map(confirmedOf);
}

/** All marks, with the lists by which browsers check makers and guardians who have left since. */
export async function marksShown(
  db: Reading,
  inForce: DirectoryVersion | null,
): Promise<{ marks: ConfirmedMark[]; former: DirectoryVersion[] }> {
  const marks = await confirmedMarks(db);
  const people = marks.flatMap(({ markedBy, confirmedBy }) => [markedBy, confirmedBy]);
  return { marks, former: await formerDirectories(db, people, inForce) };
}

/** The last mark's place and hash, and the hash at another place, which members' browsers compare with their memory. */
export async function marksView(db: Reading, at: number) {
  const [last] = await db
    .select()
    .from(accusedMark)
    .where(isNotNull(accusedMark.sequence))
    .orderBy(desc(accusedMark.sequence))
    .limit(1);
  const [seen] = at > 0 ? await db.select().from(accusedMark).where(eq(accusedMark.sequence, at)) : [];
  const view = last && confirmedOf(last);
  return {
    head: view ? { sequence: view.sequence, head: markHash(view) } : null,
    at: seen ? markHash(confirmedOf(seen)) : null,
  };
}

export const markOf = ({
  id,
  check,
  unitTag,
  entries,
  wordsHash,
  markedBy,
  markedOn,
  signature,
}: MarkRow): SignedMark => ({
  markId: id,
  check,
  unitTag,
  entries,
  wordsHash,
  markedBy,
  markedOn,
  signature,
});

const confirmedOf = (row: MarkRow): ConfirmedMark => ({
  ...markOf(row),
  sequence: row.sequence ?? 0,
  previous: row.previous ?? '',
  confirmedBy: row.decidedBy ?? '',
  confirmedOn: row.decidedOn ?? '',
  confirmation: row.confirmation ?? '',
});
