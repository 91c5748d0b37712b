import { and, desc, inArray, like, lt } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { directoryVersion } from '#db/schema/county';
import type { DirectoryVersion } from './certified.server';

/**
 * Older signed lists: the newest one for each author whom the one in force no longer names. By them browsers check what
 * members signed who have left since, and by the history of the list in force that they once were in force. A member's
 * signing key never changes.
 */
export async function formerDirectories(
  db: Pick<Db | Tx, 'select'>,
  authorIds: readonly (string | null)[],
  inForce: DirectoryVersion | null,
): Promise<DirectoryVersion[]> {
  if (inForce === null) return [];
  const { publicKey } = inForce;
  const found = new Map<number, DirectoryVersion>();
  for (const author of new Set(authorIds)) {
    if (author === null || inForce.statement.includes(`"id":"${author}"`)) continue;
    const [row] = await db
      .select()
      .from(directoryVersion)
      .where(and(lt(directoryVersion.version, inForce.version), like(directoryVersion.statement, `%"id":"${author}"%`)))
      .orderBy(desc(directoryVersion.version))
      .limit(1);
    if (!row) continue;
    const { version, statement, signature, attestations } = row;
    found.set(version, { version, statement, signature, attestations, publicKey });
  }
  return [...found.values()];
}

/** The lists of these versions that are no longer in force: they say who stood under whom when a report was sent. */
export async function listsOfVersions(
  db: Pick<Db | Tx, 'select'>,
  versions: readonly number[],
  inForce: DirectoryVersion | null,
): Promise<DirectoryVersion[]> {
  const wanted = versions.filter((version) => inForce !== null && version < inForce.version);
  if (inForce === null || wanted.length === 0) return [];
  const rows = await db.select().from(directoryVersion).where(inArray(directoryVersion.version, wanted));
  return rows.map(({ version, statement, signature, attestations }) => {
    return { version, statement, signature, attestations, publicKey: inForce.publicKey };
  });
}

export const onceEach = (lists: readonly DirectoryVersion[]): DirectoryVersion[] => [
  ...new Map(lists.map((list) => [list.version, list])).values(),
];
