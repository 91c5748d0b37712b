import { sql } from 'drizzle-orm';
import type { Db } from './client';

/**
 * Does the server keep the microsecond of every commit for whoever asks (`track_commit_timestamp`)? With it each row would
 * tell when it was written, where the program stores days only. The embedded server never does.
 */
export async function keepsCommitTimes(db: Pick<Db, 'execute'>): Promise<boolean> {
  const [row] = await db.execute<{ kept: string }>(sql`select current_setting('track_commit_timestamp') as kept`);
  return row?.kept !== 'off';
}
