import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Db } from '#db/client';
import { eventually } from './killed-command';

/** A lock that we take, and how a server process that waits for it is found. */
export type Moment = { take: string; which: string };

const HOLD = 0x6b696c6c;
/**
 * While the transaction makes changes, and, by a trigger that runs at its commit, once nothing can stop it any more.
 */
export const inTheMiddle = (table: string): Moment => ({
  take: `lock table ${table} in access exclusive mode`,
  which: `relation = '${table}'::regclass`,
});
export const atCommit: Moment = {
  take: `select pg_advisory_xact_lock(${HOLD})`,
  which: `locktype = 'advisory' and objid = ${HOLD}`,
};

/** From now on each commit that changed such a row waits for the lock of `atCommit`, until `letCommits`. */
export async function holdCommits(owner: Db, table: string, change: 'insert' | 'update'): Promise<void> {
  await owner.execute(
    sql.raw(`create or replace function hold_commit() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(${HOLD}); return null; end $$`),
  );
  await owner.execute(
    sql.raw(`create constraint trigger hold after ${change} on ${table} deferrable initially deferred
      for each row execute function hold_commit()`),
  );
}
export const letCommits = (owner: Db, table: string) => owner.execute(sql.raw(`drop trigger hold on ${table}`));

/**
 * Lets a program run until it waits for a lock that we hold, kills it there, and lets its server process finish what it was
 * asked before, so that nothing else decides how far it got.
 */
export async function killInTransaction(owner: Db, start: () => ChildProcess, { take, which }: Moment): Promise<void> {
  let pid = 0;
  await owner.transaction(async (tx) => {
    await tx.execute(sql.raw(take));
    const child = start();
    pid = await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`ended by itself: ${String(child.stderr?.read() ?? '')}`);
      return (await waitingFor(owner, which))?.pid;
    });
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    expect((await gone)[1]).toBe('SIGKILL');
  });
  await eventually(
    async () => (await owner.execute(sql`select 1 from pg_stat_activity where pid = ${pid}`)).length === 0,
  );
}

/** The server process that waits for our lock. */
const waitingFor = async (owner: Db, which: string) =>
  (
    await owner.execute<{ pid: number }>(
      sql.raw(`select pid from pg_locks where not granted and database =
        (select oid from pg_database where datname = current_database()) and ${which}`),
    )
  )[0];
