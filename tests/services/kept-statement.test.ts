import { asc, eq, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { keptInsert, keptQuestion } from '#db/kept-statement';
import { caseEvent } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import { type TestContext, testContext } from './test-context';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});

const insertEntries = keptInsert(logEntry, ['onDay', 'act', 'subject', 'entry']);
const ofDay = keptQuestion((db) =>
  db
    .select({ subject: logEntry.subject, entry: logEntry.entry })
    .from(logEntry)
    .where(eq(logEntry.onDay, sql.placeholder('day')))
    .orderBy(asc(logEntry.id)),
);
const rowsOf = (day: string, many: number) =>
  Array.from({ length: many }, (_, n) => ({
    onDay: day,
    act: 'test',
    subject: n % 2 ? null : `case:${n}`,
    entry: `“$1” '${n}'`,
  }));

test('rows go in as they are, few or many, and a question gives those of its own values', async () => {
  for (const [day, many] of [
    ['2001-01-01', 2],
    ['2001-01-02', 40],
    ['2001-01-03', 0],
  ] as const) {
    const rows = rowsOf(day, many);
    await ctx.db.transaction((tx) => insertEntries(tx, ...rows));
    expect(await ofDay(ctx.db, { day })).toEqual(rows.map(({ subject, entry }) => ({ subject, entry })));
  }
});

test('the database parses each text once for a connection', async () => {
  const kept = await ctx.db.transaction(async (tx) => {
    for (let n = 0; n < 3; n += 1) await insertEntries(tx, ...rowsOf('2001-02-01', 3));
    const texts = sql`select count(*)::int as n from pg_prepared_statements
      where statement like 'insert into "log_entry" %' and statement like '%$12)'`;
    return tx.execute<{ n: number }>(texts);
  });
  expect(kept[0]?.n).toBe(1);
});

test('of several that are under way together the first that fails is told, and nothing of them stays', async () => {
  const day = '2001-03-01';
  const insertEvents = keptInsert(caseEvent, ['caseId', 'number', 'act', 'onDay', 'data']);
  const event = { caseId: crypto.randomUUID(), number: 1, act: 'test', onDay: day, data: {} };
  const writing = ctx.db.transaction((tx) =>
    Promise.all([insertEntries(tx, ...rowsOf(day, 1)), insertEvents(tx, event), insertEntries(tx, ...rowsOf(day, 1))]),
  );
  await expect(writing).rejects.toMatchObject({ cause: { code: '23503' } });
  expect(await ofDay(ctx.db, { day })).toEqual([]);
});
