import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { reportAbout, takeSteps } from '../escrow-play';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';
import { giveCase } from '../transfer-play';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

const found = async (saved: Parameters<typeof verifyLog>[1] = []) =>
  (await verifyLog(ctx, saved)).problems.map(({ kind }) => kind);

test('a transfer that a checkpoint names and somebody took away is told by it, in the database and outside', async () => {
  const give = async () => {
    const { caseId } = await reportAbout(ctx);
    await giveCase(ctx, county.of('fire.handler'), caseId, county.unitIds.emergency);
  };
  const none = await makeCheckpoint(ctx);
  ctx.setNow('2025-09-16');
  await give();
  await give();
  const kept = await makeCheckpoint(ctx);
  ctx.setNow('2025-09-17');
  await give();
  // Later transfers change nothing about what was named.
  expect(await found([none, kept])).toEqual([]);
  await takeSteps(ctx.database.owner.db, [3]);
  expect(await found([none, kept])).toEqual([]);
  await takeSteps(ctx.database.owner.db, [2]);
  expect(await found()).toEqual(['checkpointList']);
  await ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`delete from log_checkpoint`);
  });
  expect(await found()).toEqual([]);
  expect(await found([none, kept])).toEqual(['savedList']);
});

test('and tells nobody outside how many there are, nor whether there was one since the day before', async () => {
  const one = await makeCheckpoint(ctx);
  ctx.setNow('2025-09-18');
  const other = await makeCheckpoint(ctx);
  const named = [one, other].map(({ lists }) => lists.find(({ name }) => name === 'transfers'));
  expect(named.map((list) => list?.version)).toEqual([1, 1]);
  expect(named[0]?.hash).not.toBe(named[1]?.hash);
});
