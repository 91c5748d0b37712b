import { and, isNull, lte } from 'drizzle-orm';
import { outbox } from '#db/schema/log';
import { HANDLERS } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import type { Context } from '~/services/context.server';
import type { TestContext } from '../test-context';

/** Works off the outbox as web processes do, with so many workers at once, until nothing is due any more. */
export async function drainOutbox(ctx: TestContext, workers = 1, by: Context = ctx): Promise<void> {
  const all = Array.from({ length: workers }, () => startWorker(by, ctx.database.sql, { handlers: HANDLERS }));
  const due = and(isNull(outbox.doneOn), lte(outbox.runAfter, new Date()));
  do await Promise.all(all.map((one) => one.drain()));
  while ((await ctx.db.$count(outbox, due)) > 0);
  await Promise.all(all.map((one) => one.stop()));
}
