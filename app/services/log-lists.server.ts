import { desc } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { directoryVersion } from '#db/schema/county';
import type { ListInForce } from '~/domain/log';
import { textHashOf } from '~/envelope/memory';

type Reader = Pick<Db | Tx, 'select'>;

/** Every version that the database has of each signed list, newest first. */
async function versionsOf(db: Reader): Promise<ListInForce[]> {
  const rows = await db
    .select({ version: directoryVersion.version, statement: directoryVersion.statement })
    .from(directoryVersion)
    .orderBy(desc(directoryVersion.version));
  return rows.map(({ version, statement }) => ({ name: 'directory', version, hash: textHashOf(statement) }));
}

/** The newest version of each signed list, as a checkpoint names it. */
export async function listsInForce(db: Reader): Promise<ListInForce[]> {
  const [newest] = await db
    .select({ version: directoryVersion.version, statement: directoryVersion.statement })
    .from(directoryVersion)
    .orderBy(desc(directoryVersion.version))
    .limit(1);
  return newest ? [{ name: 'directory', version: newest.version, hash: textHashOf(newest.statement) }] : [];
}

/** Tells of a list that a checkpoint names whether the database still has that version with that very text. */
export async function keptLists(db: Reader): Promise<(list: ListInForce) => boolean> {
  const kept = new Set((await versionsOf(db)).map(keyOf));
  return (list) => kept.has(keyOf(list));
}

const keyOf = ({ name, version, hash }: ListInForce): string => `${name} ${version} ${hash}`;
