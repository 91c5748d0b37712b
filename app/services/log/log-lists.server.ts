import { desc } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { directoryVersion } from '#db/schema/county';
import { routingVersion } from '#db/schema/routing';
import type { ListInForce } from '~/domain/log/log';
import { textHashOf } from '~/envelope/keys/memory';

type Reader = Pick<Db | Tx, 'select'>;
type Row = { version: number; statement: string };

const named =
  (name: ListInForce['name']) =>
  ({ version, statement }: Row): ListInForce => ({ name, version, hash: textHashOf(statement) });

/** Every version that the database has of each signed list, newest first; at most `most` of each. */
async function versionsOf(db: Reader, most: number): Promise<ListInForce[]> {
  const directories = await db
    .select({ version: directoryVersion.version, statement: directoryVersion.statement })
    .from(directoryVersion)
    .orderBy(desc(directoryVersion.version))
    .limit(most);
  const routings = await db
    .select({ version: routingVersion.version, statement: routingVersion.statement })
    .from(routingVersion)
    .orderBy(desc(routingVersion.version))
    .limit(most);
  return [...directories.map(named('directory')), ...routings.map(named('routing'))];
}

/** The newest version of each signed list, as a checkpoint names it. */
export const listsInForce = (db: Reader): Promise<ListInForce[]> => versionsOf(db, 1);

/** Tells of a list that a checkpoint names whether the database still has that version with that very text. */
export async function keptLists(db: Reader): Promise<(list: ListInForce) => boolean> {
  const kept = new Set((await versionsOf(db, MOST_VERSIONS)).map(keyOf));
  return (list) => kept.has(keyOf(list));
}

const MOST_VERSIONS = 1_000_000;

const keyOf = ({ name, version, hash }: ListInForce): string => `${name} ${version} ${hash}`;
