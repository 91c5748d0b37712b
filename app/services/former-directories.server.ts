import { desc, like } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { county, directoryVersion } from '#db/schema/county';
import type { SignedDirectory } from './certified.server';

/**
 * Older signed lists, the newest one for each author whom `current` (the text in force) does not name any more: by them
 * browsers check what members signed who have left since. A member's signing key never changes.
 */
export async function formerDirectories(
  db: Pick<Db | Tx, 'select'>,
  authorIds: readonly (string | null)[],
  current: string,
): Promise<SignedDirectory[]> {
  const [info] = await db.select({ publicKey: county.directoryKey }).from(county);
  const publicKey = info?.publicKey;
  const found = new Map<number, SignedDirectory>();
  for (const author of new Set(authorIds)) {
    if (!publicKey || author === null || current.includes(`"id":"${author}"`)) continue;
    const [row] = await db
      .select()
      .from(directoryVersion)
      .where(like(directoryVersion.statement, `%"id":"${author}"%`))
      .orderBy(desc(directoryVersion.version))
      .limit(1);
    if (!row) continue;
    const { version, statement, signature, attestations } = row;
    found.set(version, { version, statement, signature, attestations, publicKey });
  }
  return [...found.values()];
}
