import type { Db, Tx } from '#db/client';
import { county } from '#db/schema/county';
import type { House } from '~/services/house.server';

/** The tag kept beside the county key. Whoever changes the row in the database alone cannot make it. */
export const countyKeyTag = ({ secret }: Pick<House, 'secret'>, publicKey: string): string =>
  secret.tag('county-directory-key', publicKey);

/** Is the county key the one this installation was given? True also before there is one. */
export async function countyKeyIntact(house: Pick<House, 'secret' | 'db'>, db: Db | Tx = house.db): Promise<boolean> {
  const { directoryKey, directoryKeyTag } = county;
  const [row] = await db.select({ directoryKey, directoryKeyTag }).from(county);
  return row === undefined || isIntact(house, row);
}

/** The same of the county's row. */
export function isIntact(
  house: Pick<House, 'secret'>,
  { directoryKey, directoryKeyTag }: Pick<typeof county.$inferSelect, 'directoryKey' | 'directoryKeyTag'>,
): boolean {
  if (directoryKey === null && directoryKeyTag === null) return true;
  return directoryKey !== null && directoryKeyTag === countyKeyTag(house, directoryKey);
}
