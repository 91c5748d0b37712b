import type { Db, Tx } from '#db/client';
import { county } from '#db/schema/county';
import type { House } from './house.server';

/** The tag kept beside the county key. Whoever changes the row in the database alone cannot make it. */
export const countyKeyTag = ({ secret }: Pick<House, 'secret'>, publicKey: string): string =>
  secret.tag('county-directory-key', publicKey);

/** Is the county key the one this installation was given? True also before there is one. */
export async function countyKeyIntact(house: Pick<House, 'secret' | 'db'>, db: Db | Tx = house.db): Promise<boolean> {
  const [row] = await db.select({ key: county.directoryKey, tag: county.directoryKeyTag }).from(county);
  if (!row || (row.key === null && row.tag === null)) return true;
  return row.key !== null && row.tag === countyKeyTag(house, row.key);
}
