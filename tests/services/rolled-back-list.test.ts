import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { savedCheckpoints } from '~/cli/saved-checkpoints';
import { directoryInForce } from '~/services/keys/certified.server';
import { certifyAll } from '~/services/keys/provision.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { publishedKeys } from '~/services/log/protection.server';
import { verifyLog } from '~/services/log/verify-log.server';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await newList();
  await newList();
});

const folder = mkdtempSync(join(tmpdir(), 'anshao-rolled-back-'));
const file = join(folder, 'kept');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newList = () => certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
const found = async (saved = savedCheckpoints(file)) => (await verifyLog(ctx, saved)).problems.map(({ kind }) => kind);

/** Acts with the owner's rights and bypasses every trigger, as whoever runs the database can. */
async function force(...statements: ReturnType<typeof sql>[]): Promise<void> {
  await ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    for (const statement of statements) await tx.execute(statement);
  });
}

/** Removes newer lists and the checkpoints that name them; the keys that they retired come back. */
const rollBack = (version: number) =>
  force(
    sql`delete from directory_version where version > ${version}`,
    sql`update unit_key set retired_on = null`,
    sql`delete from log_checkpoint`,
  );

test('a list taken back and the old key revived: a checkpoint kept outside tells of it', async () => {
  const made = await makeCheckpoint(ctx);
  const signed = await directoryInForce(ctx.db);
  expect(made.lists).toEqual([
    { name: 'directory', version: signed?.version, hash: expect.stringMatching(/^\w{64}$/) },
    { name: 'routing', version: 1, hash: expect.stringMatching(/^\w{64}$/) },
    { name: 'transfers', version: 1, hash: expect.stringMatching(/^\w{64}$/) },
  ]);
  expect(signed?.version).toBe(3);
  writeFileSync(file, JSON.stringify(await publishedKeys(ctx)));
  expect(await found()).toEqual([]);

  // A later list is no rollback: what the checkpoint names stays among the former ones.
  await newList();
  expect(await found()).toEqual([]);

  await rollBack(2);
  expect(await directoryInForce(ctx.db)).toMatchObject({ version: 2 });
  // The log itself is whole, so nothing inside the database shows it.
  expect(await found([])).toEqual([]);
  expect(await found()).toEqual(['savedList']);
});

test('nor does another list of the same number pass', async () => {
  await force(sql`insert into directory_version (version, statement, signature, attestations, made_by, made_on)
    select 3, statement, signature, attestations, made_by, made_on from directory_version where version = 2`);
  expect(await found()).toEqual(['savedList']);
});

test('lists that a checkpoint names are part of what it signs', async () => {
  const [kept] = savedCheckpoints(file);
  if (!kept) throw new Error('no checkpoint kept');
  const [list] = kept.lists;
  if (!list) throw new Error('no list in it');
  for (const lists of [[], [{ ...list, version: 2 }], [{ ...list, hash: 'a'.repeat(64) }]]) {
    expect(await found([{ ...kept, lists }])).toEqual(['savedSignature']);
  }
});
