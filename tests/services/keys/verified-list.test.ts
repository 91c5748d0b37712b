import { eq, type SQL, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { county as countyRow, directoryVersion } from '#db/schema/county';
import { certifiedInForce, openedInForce } from '~/services/keys/certified.server';
import { certifyAll } from '~/services/keys/provision.server';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let newest = 0;
beforeAll(async () => {
  const played = await playedContext();
  ({ ctx } = played);
  const { of, directory } = played.county;
  newest = await certifyAll(ctx, [of('guardians.1'), of('guardians.2')], directory);
});

type Column = 'statement' | 'signature' | 'attestations';
const row = (version: number) => ctx.db.select().from(directoryVersion).where(eq(directoryVersion.version, version));

/** Bypasses every trigger, as whoever owns the database can. */
const write = (version: number, column: Column, value: SQL) =>
  ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`update directory_version set ${sql.identifier(column)} = ${value} where version = ${version}`);
  });

const CHANGED: Record<Column, SQL> = {
  statement: sql`statement || ' '`,
  signature: sql`reverse(signature)`,
  attestations: sql`jsonb_build_array(attestations->0, attestations->0 || jsonb_build_object('memberId', attestations->1->'memberId'))`,
};

test.each(
  (['statement', 'signature', 'attestations'] as const).flatMap((column) => [
    { column, which: 'newest' as const },
    { column, which: 'one before' as const },
  ]),
)('a list that was verified is verified anew once anything of it changes: $column of the $which', async (given) => {
  const version = given.which === 'newest' ? newest : newest - 1;
  expect((await certifiedInForce(ctx.db)).version).toBe(newest);
  const [was] = await row(version);
  await write(version, given.column, CHANGED[given.column]);
  expect(await openedInForce(ctx.db)).toBeNull();
  expect((await certifiedInForce(ctx.db)).members.size).toBe(0);
  const value = was?.[given.column];
  await write(version, given.column, typeof value === 'string' ? sql`${value}` : sql`${JSON.stringify(value)}::jsonb`);
  expect((await certifiedInForce(ctx.db)).version).toBe(newest);
});

test('… and once the county key changes', async () => {
  const [was] = await ctx.db.select({ key: countyRow.directoryKey }).from(countyRow);
  const put = (key: string) => ctx.database.owner.db.update(countyRow).set({ directoryKey: key });
  expect((await certifiedInForce(ctx.db)).version).toBe(newest);
  await put('A'.repeat(43));
  expect((await certifiedInForce(ctx.db)).members.size).toBe(0);
  await put(was?.key ?? '');
  expect((await certifiedInForce(ctx.db)).version).toBe(newest);
});
