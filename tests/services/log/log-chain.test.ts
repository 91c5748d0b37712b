import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { connect } from '#db/client';
import { logCheckpoint, logEntry, logLink } from '#db/schema/log';
import { savedCheckpoints } from '~/cli/saved-checkpoints';
import { verifyLogVerb } from '~/cli/verify-log';
import { canonicalEntry } from '~/domain/log/log';
import { makeCheckpoint, sequenceLog } from '~/services/log/log-sequencer.server';
import { publishedKeys } from '~/services/log/protection.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { afterFile } from '../../runner/after-file';
import { type TestContext, testContext } from '../test-context';

let ctx: TestContext;
const row = (n: number) => ({
  onDay: '2025-09-15',
  act: 'case.note',
  subject: `case:${n}`,
  entry: canonicalEntry({
    day: '2025-09-15',
    act: 'case.note',
    actor: 'system',
    unit: null,
    subject: `case:${n}`,
    data: { n },
  }),
});
const check = () => verifyLog(ctx);
const kinds = async () => (await check()).problems.map(({ kind, sequence }) => `${kind} ${sequence}`);

/** What only somebody with the owner's rights and bad intentions could do: the triggers are switched off first. */
async function tamper(statement: string): Promise<void> {
  const { db } = ctx.database.owner;
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(statement));
  });
}

beforeEach(async () => {
  await tamper('truncate log_checkpoint, log_link, log_entry restart identity').catch(async () => {
    await tamper('delete from log_checkpoint');
    await tamper('delete from log_link');
    await tamper('delete from log_entry');
  });
  await ctx.db.insert(logEntry).values([1, 2, 3, 4, 5].map(row));
});

ctx = await testContext();

describe('the chain', () => {
  test('links every entry once, and reports what is not yet chained', async () => {
    expect(await check()).toMatchObject({ ok: true, links: 0, tail: 5 });
    expect(await sequenceLog(ctx)).toBe(5);
    expect(await sequenceLog(ctx)).toBe(0);
    await ctx.db.insert(logEntry).values(row(6));
    expect(await check()).toMatchObject({ ok: true, links: 5, tail: 1 });
  });

  test('two sequencers at once make one chain', async () => {
    await ctx.db.insert(logEntry).values(Array.from({ length: 3000 }, (_, n) => row(100 + n)));
    const made = await Promise.all([sequenceLog(ctx), sequenceLog(ctx), sequenceLog(ctx)]);
    expect(made.reduce((sum, n) => sum + n, 0)).toBe(3005);
    expect(await check()).toMatchObject({ ok: true, links: 3005, tail: 0 });
  });

  test('an entry that commits late is chained when it comes, after higher ids', async () => {
    const late = connect(ctx.database.url, { max: 1 });
    const slow = await late.sql.reserve();
    await slow`begin`;
    const { onDay, act, subject, entry } = row(50);
    await slow`insert into log_entry (on_day, act, subject, entry) values (${onDay}, ${act}, ${subject}, ${entry})`;
    await ctx.db.insert(logEntry).values(row(51));
    expect(await sequenceLog(ctx)).toBe(6);
    await slow`commit`;
    slow.release();
    expect(await sequenceLog(ctx)).toBe(1);
    expect(await check()).toMatchObject({ ok: true, links: 7, tail: 0 });
    await late.close();
  });

  test('the application itself can neither alter nor remove', async () => {
    await sequenceLog(ctx);
    await expect(ctx.db.execute(sql`update log_entry set entry = 'x'`)).rejects.toThrow();
    await expect(ctx.db.execute(sql`delete from log_link`)).rejects.toThrow();
    await expect(ctx.database.owner.db.execute(sql`delete from log_entry`)).rejects.toThrow();
  });
});

describe('tampering', () => {
  beforeEach(async () => {
    await sequenceLog(ctx);
  });

  test('an altered entry is found, once', async () => {
    await tamper(
      `update log_entry set entry = replace(entry, '"n":3', '"n":9') where id = (select entry_id from log_link where sequence = 3)`,
    );
    expect(await kinds()).toEqual(['altered 3']);
  });

  test('an altered index column is found', async () => {
    await tamper(
      `update log_entry set subject = 'case:9' where id = (select entry_id from log_link where sequence = 2)`,
    );
    expect(await kinds()).toEqual(['columns 2']);
  });

  test('a removed entry, and a removed entry with its link, are found', async () => {
    await tamper('delete from log_entry where id = (select entry_id from log_link where sequence = 4)');
    expect(await kinds()).toEqual(['removedEntry 4']);
    await tamper('delete from log_link where sequence = 4');
    expect(await kinds()).toEqual(['removedLink 4']);
  });

  test('swapped links are found', async () => {
    await tamper(
      'update log_link set entry_id = case sequence when 2 then -3 when 3 then -2 end where sequence in (2, 3)',
    );
    await tamper(
      `update log_link l set entry_id = (select min(id) from log_entry) + (-l.entry_id - 1) where entry_id < 0`,
    );
    expect(await kinds()).toEqual(['altered 2', 'altered 3']);
  });

  test('a chain rebuilt from its middle does not fit the signed checkpoint; a cut one neither', async () => {
    await makeCheckpoint(ctx);
    expect(await check()).toMatchObject({ ok: true, checkpoints: 1 });
    await tamper('delete from log_link where sequence >= 3');
    expect(await kinds()).toEqual(['checkpointBeyond 5']);
    await tamper(
      `update log_entry set entry = replace(entry, '"n":3', '"n":9'), subject = subject where entry like '%"n":3}%'`,
    );
    await sequenceLog(ctx);
    expect(await kinds()).toEqual(['checkpointHead 5']);
  });

  test('a checkpoint signed by another key is found', async () => {
    const made = await makeCheckpoint(ctx);
    expect(await ctx.db.select().from(logCheckpoint)).toEqual([made]);
    await tamper(`update log_checkpoint set signature = '${'A'.repeat(86)}'`);
    expect(await kinds()).toEqual(['checkpointSignature 5']);
  });

  test('one checkpoint per day; the command says what is wrong and ends with 1', async () => {
    await makeCheckpoint(ctx);
    await makeCheckpoint(ctx);
    expect(await ctx.db.select().from(logCheckpoint)).toHaveLength(1);
    const lines: string[] = [];
    const output = { json: false, print: (line: string) => void lines.push(line) };
    expect(await verifyLogVerb(ctx, output)).toBe(0);
    await tamper(`update log_link set hash = repeat('0', 64) where sequence = 5`);
    expect(await verifyLogVerb(ctx, { ...output, json: true })).toBe(1);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ ok: false, links: 5 });
    expect(await ctx.db.select().from(logLink)).toHaveLength(5);
  });
});

describe('a checkpoint kept elsewhere', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-checkpoints-'));
  const file = join(folder, 'kept');
  afterFile(() => rmSync(folder, { recursive: true, force: true }));
  const run = async (path: string) => {
    const lines: string[] = [];
    const output = { json: true, print: (line: string) => void lines.push(line) };
    const code = await verifyLogVerb(ctx, output, savedCheckpoints(path));
    const { problems, saved } = JSON.parse(lines[0] ?? '') as Awaited<ReturnType<typeof check>>;
    return { code, saved, problems: problems.map(({ kind, sequence }) => `${kind} ${sequence}`) };
  };

  test('shows an end that was cut off together with the checkpoints, or written anew', async () => {
    const made = await makeCheckpoint(ctx);
    writeFileSync(file, `${JSON.stringify(made)}\n`);
    expect(await run(file)).toEqual({ code: 0, saved: 1, problems: [] });
    await tamper('delete from log_checkpoint');
    await tamper('delete from log_link where sequence >= 4');
    await tamper('delete from log_entry where id not in (select entry_id from log_link)');
    expect(await check()).toMatchObject({ ok: true, links: 3, tail: 0 });
    expect(await run(file)).toEqual({ code: 1, saved: 1, problems: ['savedBeyond 5'] });
    await ctx.db.insert(logEntry).values([7, 8, 9].map(row));
    await makeCheckpoint(ctx);
    expect(await check()).toMatchObject({ ok: true, checkpoints: 1 });
    expect(await run(file)).toEqual({ code: 1, saved: 1, problems: ['savedHead 5'] });
  });

  test('may be the published list as it was fetched; a line of a stranger is told apart', async () => {
    const made = await makeCheckpoint(ctx);
    writeFileSync(file, JSON.stringify(await publishedKeys(ctx)));
    expect(await run(file)).toEqual({ code: 0, saved: 1, problems: [] });
    writeFileSync(file, JSON.stringify({ ...made, signature: 'A'.repeat(86) }));
    expect(await run(file)).toEqual({ code: 1, saved: 1, problems: ['savedSignature 5'] });
  });

  test('is not believed to have been checked when the file holds something else', () => {
    for (const text of [
      '',
      '{"log":{"checkpoints":[]}}',
      'hello',
      '{"onDay":"2025-09-15"}',
      '{"log":{"checkpoints":[{}]}}',
    ]) {
      writeFileSync(file, text);
      expect(() => savedCheckpoints(file)).toThrow(expect.objectContaining({ usageError: true }));
    }
    expect(() => savedCheckpoints(join(folder, 'none'))).toThrow(expect.objectContaining({ usageError: true }));
  });
});
