import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { TestContext } from './test-context';

/** Waits until that many connections of this database wait for a lock. */
export async function lockWaiters(ctx: TestContext, n: number): Promise<void> {
  const waiting = sql`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  const count = async () => (await ctx.database.owner.db.execute(waiting))[0]?.n;
  await expect.poll(count, { timeout: 20_000 }).toBe(n);
}
