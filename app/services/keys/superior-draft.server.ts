import { lte } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { superiorDraft } from '#db/schema/superior';
import type { IsoDate } from '~/domain/dates';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { type Superior, sameSuperior } from '~/envelope/keys/superior';

/** What was drafted about the superior and not yet signed; null where nothing was. */
export async function draftedSuperior(db: Db | Tx): Promise<typeof superiorDraft.$inferSelect | null> {
  const [row] = await db.select().from(superiorDraft);
  return row ?? null;
}

/** The superior that guardians are offered on this day: as drafted, else as it stands. */
export async function dueSuperior(db: Db | Tx, inForce: Superior | null, today: IsoDate): Promise<Superior | null> {
  const [row] = await db.select().from(superiorDraft).where(lte(superiorDraft.fromDay, today));
  return row ? row.entry : inForce;
}

/** A draft that was signed ends. */
export async function endSignedSuperior(tx: Tx, { superior }: Pick<DirectoryStatement, 'superior'>): Promise<void> {
  const drafted = await draftedSuperior(tx);
  if (drafted !== null && sameSuperior(drafted.entry, superior)) await tx.delete(superiorDraft);
}
