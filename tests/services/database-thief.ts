import { sql } from 'drizzle-orm';
import type { TestContext } from './test-context';

/** The present position of the write-ahead log, for `stolenBytes`. */
export async function logPosition({ database }: TestContext): Promise<string> {
  const [row] = await database.owner.db.execute<{ lsn: string }>(sql`select pg_current_wal_insert_lsn()::text as lsn`);
  return row?.lsn ?? '';
}

/**
 * What a thief of the database's files reads: every table's file as it lies on disk, dead rows included, and the
 * write-ahead log from a position on.
 */
export async function stolenBytes({ database }: TestContext, since: string): Promise<Buffer> {
  const { db } = database.owner;
  await db.execute(sql`select pg_switch_wal()`);
  await db.execute(sql`checkpoint`);
  const files = await db.execute<{ path: string }>(sql`
    select 'pg_wal/' || name as path from pg_ls_waldir() where name >= pg_walfile_name(${since}::pg_lsn) and length(name) = 24
    union all
    select pg_relation_filepath(oid) from pg_class where relkind in ('r', 't') and relnamespace in
      (select oid from pg_namespace where nspname in ('public', 'pg_toast')) and pg_relation_size(oid) > 0`);
  const parts: Buffer[] = [];
  for (const { path } of files) {
    const [read] = await db.execute<{ bytes: Buffer }>(sql`select pg_read_binary_file(${path}) as bytes`);
    if (read) parts.push(Buffer.from(read.bytes));
  }
  return Buffer.concat(parts);
}

/** How many of the pairs a guess by order gets right, taken forwards or backwards, whichever is better. */
export function rightByOrder<T>(first: readonly T[], second: readonly T[]): number {
  const right = (guess: readonly T[]) => first.filter((one, index) => guess[index] === one).length;
  return Math.max(right(second), right(second.toReversed()));
}
