import { desc, eq, sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Db, Tx } from '#db/client';
import { logEntry } from '#db/schema/log';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';

const SYSTEM = { kind: 'system', name: 'origin' } as const;
/** One subject for all, so that the last row is found by the log's index. */
const SUBJECT = 'origins:served';
/** Any number that no other lock of the program uses; this one is "org" in ASCII. */
const ORIGINS_LOCK = 0x6f7267;

const loggedChange = z.object({ data: z.object({ origins: z.string() }) });

/**
 * Logs the addresses at which the site is served besides its main one, unless they are those logged last. Whoever adds one can lead
 * staff there with the passkeys that they have, and that must be seen by those who read the log.
 */
export async function logServedAddresses(ctx: Context): Promise<void> {
  const origins = ctx.origins.slice(1).sort().join(' ');
  if ((await lastLogged(ctx.db)) === origins) return;
  await perform(ctx, SYSTEM, 'origin.serve', SUBJECT, async ({ tx, record, nothing }) => {
    // Several processes start at once, and the later one sees the row of the earlier.
    await tx.execute(sql`select pg_advisory_xact_lock(${ORIGINS_LOCK})`);
    if ((await lastLogged(tx)) === origins) return nothing(undefined);
    record({ origins });
    return undefined;
  });
}

async function lastLogged(db: Pick<Db | Tx, 'select'>): Promise<string> {
  const [row] = await db
    .select({ entry: logEntry.entry })
    .from(logEntry)
    .where(eq(logEntry.subject, SUBJECT))
    .orderBy(desc(logEntry.id))
    .limit(1);
  return row ? loggedChange.parse(JSON.parse(row.entry)).data.origins : '';
}
