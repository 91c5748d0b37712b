import { desc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { directoryVersion } from '#db/schema/county';
import { openedInForce } from '~/services/keys/certified.server';
import { makeCounty } from './fixtures';
import { testContext } from './test-context';

test('a list is checked once for as long as every byte of it stays, and anew once one does not', async () => {
  const ctx = await testContext();
  await makeCounty(ctx);
  const { db } = ctx;
  const list = await openedInForce(db);
  expect(list).not.toBeNull();
  expect(await openedInForce(db)).toBe(list);
  const [newest] = await db.select().from(directoryVersion).orderBy(desc(directoryVersion.version)).limit(1);
  if (!newest) throw new Error('no list');
  // Rows of signed lists cannot be changed, but whoever owns the database can add one.
  const signature = newest.attestations[0]?.signature ?? '';
  await ctx.database.owner.db.insert(directoryVersion).values({ ...newest, version: newest.version + 1, signature });
  expect(await openedInForce(db)).toBeNull();
});
