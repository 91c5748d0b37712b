import { desc, eq, lt } from 'drizzle-orm';
import { logEntry, logLink } from '#db/schema/log';
import type { Actor } from '~/domain/acts/permission';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';

const PAGE = 50;

export type LogLine = { id: number; sequence: number | null; onDay: string; act: string; entry: string };

/** One page of the log, newest first, for auditors; the look itself is logged. */
export function logPage(
  ctx: Context,
  actor: Actor,
  before?: number,
): Promise<{ rows: LogLine[]; next: number | null }> {
  return look(ctx, actor, 'log.read', null, async ({ db }) => {
    const rows = await db
      .select({
        id: logEntry.id,
        sequence: logLink.sequence,
        onDay: logEntry.onDay,
        act: logEntry.act,
        entry: logEntry.entry,
      })
      .from(logEntry)
      .leftJoin(logLink, eq(logLink.entryId, logEntry.id))
      .where(before === undefined ? undefined : lt(logEntry.id, before))
      .orderBy(desc(logEntry.id))
      .limit(PAGE + 1);
    const page = rows.slice(0, PAGE);
    return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
  });
}
