import { and, desc, like, lt } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { directoryVersion } from '#db/schema/county';
import type { SignedDirectory } from './certified.server';

/**
 * Older signed lists, the newest one for each author whom the one in force does not name any more: by them
 * browsers check what members signed who have left since, and by its history that the lists were in force. A member's signing key never changes.
 */
export async function formerDirectories(
  db: Pick<Db | Tx, 'select'>,
  authorIds: readonly (string | null)[],
  inForce: SignedDirectory | null,
): Promise<SignedDirectory[]> {
  if (inForce === null) return [];
  const { publicKey } = inForce;
  const found = new Map<number, SignedDirectory>();
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
