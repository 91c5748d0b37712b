import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { canonicalEntry } from '~/domain/log/log';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { logState } from '~/services/log/log-state.server';
import { type TestContext, testContext } from '../test-context';

/** One database; each test is a process of its own, which has seen nothing of it. */
const database: TestContext = await testContext();
let ctx: TestContext;

const row = (n: number) => {
  const said = { act: 'case.note', subject: `case:${n}` };
  const entry = canonicalEntry({ day: '2025-09-15', actor: 'system', unit: null, data: { n }, ...said });
  return { onDay: '2025-09-15', entry, ...said };
};

/** What only somebody with the owner's rights and ill will could do: the triggers are switched off first. */
async function tamper(statement: string): Promise<void> {
  await ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(statement));
  });
}
const alter = (sequence: number) =>
  tamper(
    `update log_entry set entry = replace(entry, '"n":', '"n":9') where id = (select entry_id from log_link where sequence = ${sequence})`,
  );

async function add(...numbers: number[]): Promise<void> {
  await ctx.db.insert(logEntry).values(numbers.map(row));
  await sequenceLog(ctx);
}

const look = (entries: number[] = [], whole = false) => logState(ctx, { entries, whole });
const entryAt = async (sequence: number) => {
  const [link] = await ctx.db.execute<{ id: number }>(
    sql`select entry_id::float8 as id from log_link where sequence = ${sequence}`,
  );
  return link?.id ?? 0;
};

beforeEach(async () => {
  ctx = { ...database };
  for (const table of ['log_checkpoint', 'log_link', 'log_entry']) await tamper(`delete from ${table}`);
  await add(1, 2, 3, 4, 5);
});

describe('the state of the chain on a page', () => {
  test('is worked out whole at first, afterwards for the new lines only', async () => {
    expect(await look()).toEqual({ problem: null, links: 5, tail: 0, checked: 5, whole: true });
    expect(await look()).toEqual({ problem: null, links: 5, tail: 0, checked: 0, whole: false });
    await add(6, 7);
    await ctx.db.insert(logEntry).values(row(8));
    expect(await look()).toEqual({ problem: null, links: 7, tail: 1, checked: 2, whole: false });
  });

  test('is worked out whole on request, and each day anew', async () => {
    await look();
    expect(await look([], true)).toMatchObject({ checked: 5, whole: true });
    ctx.advance(86_400_000);
    expect(await look()).toMatchObject({ checked: 5, whole: true });
    expect(await look()).toMatchObject({ checked: 0, whole: false });
  });

  test('tells of a new line that was altered, and stays so until it is whole again', async () => {
    await look();
    await add(6, 7);
    await alter(6);
    for (const _ of [1, 2]) expect((await look()).problem).toEqual({ kind: 'altered', sequence: 6 });
  });

  test('tells of an old line that was altered where it is shown, else with the next whole look', async () => {
    await look();
    await alter(3);
    expect((await look([await entryAt(2), await entryAt(4)])).problem).toBeNull();
    expect((await look([await entryAt(3)])).problem).toEqual({ kind: 'altered', sequence: 3 });
    expect(await look()).toMatchObject({ problem: { kind: 'altered', sequence: 3 }, whole: true });
  });

  test('tells of a chain that was written anew, which fits in itself, or cut off', async () => {
    await look();
    await tamper('delete from log_link where sequence >= 3');
    expect((await look()).problem).toEqual({ kind: 'seenHead', sequence: 5 });
    await tamper(`update log_entry set entry = replace(entry, '"n":3', '"n":9') where entry like '%"n":3}%'`);
    await sequenceLog(ctx);
    await add(6);
    for (const whole of [false, true]) expect((await look([], whole)).problem?.kind).toBe('seenHead');
    await tamper('delete from log_link where sequence >= 3');
    expect((await look([], true)).problem).toEqual({ kind: 'seenBeyond', sequence: 5 });
  });
});
