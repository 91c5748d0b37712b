import { desc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { directoryVersion } from '#db/schema/county';
import { openedInForce } from '~/services/keys/certified.server';
import { makeCounty } from './fixtures';
import { testHouse } from './test-house';

test('a list is checked once for as long as every byte of it stays, and anew once one does not', async () => {
  const house = await testHouse();
  await makeCounty(house);
  const { db } = house;
  const list = await openedInForce(db);
  expect(list).not.toBeNull();
  expect(await openedInForce(db)).toBe(list);
  const [newest] = await db.select().from(directoryVersion).orderBy(desc(directoryVersion.version)).limit(1);
  if (!newest) throw new Error('no list');
  // Rows of signed lists cannot be changed, but whoever owns the database can add one.
  const signature = newest.attestations[0]?.signature ?? '';
  await house.database.owner.db.insert(directoryVersion).values({ ...newest, version: newest.version + 1, signature });
  expect(await openedInForce(db)).toBeNull();
});
