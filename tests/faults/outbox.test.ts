import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { outbox } from '#db/schema/log';
import { startWorker } from '~/jobs/worker.server';
import type { Context } from '~/services/context.server';
import { putBack, takeJobs } from '~/services/job-lease.server';
import { JobWaits, wakeWorker } from '~/services/outbox.server';
import { type FreshDatabase, freshDatabase } from '../database/fresh-database';

let database: FreshDatabase;
let ctx: Context;
const logged: unknown[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const log = (...line: unknown[]) => void logged.push(line);
  ctx = { db: database.db, now: () => Date.parse('2026-03-02T20:00:00Z'), log } as unknown as Context;
});

const queue = (kind: string, count: number) =>
  database.db
    .insert(outbox)
    .values(Array.from({ length: count }, (_, n) => ({ kind, key: `${kind}-${n}`, payload: { n } })));

test('each job runs once, whatever the number of workers; done rows keep the day only', async () => {
  await queue('count', 200);
  const seen = new Map<string, number>();
  const handlers = {
    count: async (_: Context, __: unknown, key: string) => void seen.set(key, (seen.get(key) ?? 0) + 1),
  };
  const workers = [1, 2, 3].map(() => startWorker(ctx, database.sql, { handlers }));
  await Promise.all(workers.map((worker) => worker.drain()));
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(seen.size).toBe(200);
  expect([...seen.values()].every((times) => times === 1)).toBe(true);
  const rows = await database.db.select().from(outbox).where(eq(outbox.kind, 'count'));
  expect(rows.every((row) => row.doneOn === '2026-03-03' && row.lockedUntil === null)).toBe(true);
  expect(new Set(rows.map((row) => row.runAfter.toISOString()))).toEqual(new Set(['2026-03-02T16:00:00.000Z']));
});

test('a notice wakes the worker long before its poll', async () => {
  let done = () => {};
  const ran = new Promise<void>((resolve) => {
    done = resolve;
  });
  const handlers = { soon: async () => done() };
  let hear = () => {};
  const listening = new Promise<void>((resolve) => {
    hear = resolve;
  });
  // Without the look that follows the listening, only the notice is left to find the job.
  const listen = async (channel: string, heard: () => void) => {
    const listener = await database.sql.listen(channel, heard);
    hear();
    return listener;
  };
  const worker = startWorker(ctx, { listen } as unknown as FreshDatabase['sql'], { handlers, pollMs: 3_600_000 });
  await listening;
  await queue('soon', 1);
  wakeWorker(ctx);
  await ran;
  await worker.stop();
});

test('a failure is tried again later and logged without its message; waiting does not count', async () => {
  await queue('fails', 1);
  await queue('waits', 1);
  const worker = startWorker(ctx, database.sql, {
    handlers: {
      fails: async () => {
        throw Object.assign(new Error('typed by a reporter'), { code: 'ECONNREFUSED' });
      },
      waits: () => Promise.reject(new JobWaits('noMailServer')),
    },
    pollMs: 3_600_000,
  });
  await worker.drain();
  await worker.stop();
  const rows = await database.db.select().from(outbox);
  const named = (kind: string) => rows.find((row) => row.kind === kind);
  expect(named('fails')).toMatchObject({ attempts: 1, doneOn: null, failed: 'Error:ECONNREFUSED' });
  expect(named('waits')).toMatchObject({ attempts: 0, doneOn: null, failed: 'waiting:noMailServer' });
  expect(JSON.stringify(logged)).not.toContain('typed');
  expect(logged).toContainEqual(['job.failed', { kind: 'fails', outcome: 'retry', error: 'Error:ECONNREFUSED' }]);
});

test('after twelve attempts a job is left alone', async () => {
  await queue('hopeless', 1);
  await database.db.update(outbox).set({ attempts: 11 }).where(eq(outbox.kind, 'hopeless'));
  const [job] = await takeJobs(database.db, ['hopeless'], 1);
  if (!job) throw new Error('no job');
  expect(await putBack(database.db, job, new Error('x'))).toBe('gaveUp');
  expect(await takeJobs(database.db, ['hopeless'], 1)).toEqual([]);
});
