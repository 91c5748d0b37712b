import { sql } from 'drizzle-orm';
import type { Db } from './client';

/**
 * Does the server store the microsecond of every commit (`track_commit_timestamp`)? Then each row tells when it was
 * written, although the program stores only days. The embedded server never does.
 */
export async function keepsCommitTimes(db: Pick<Db, 'execute'>): Promise<boolean> {
  const [row] = await db.execute<{ kept: string }>(sql`select current_setting('track_commit_timestamp') as kept`);
  return row?.kept !== 'off';
}
