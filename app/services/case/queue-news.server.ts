import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import type { Actor } from '~/domain/acts/permission';
import type { QueueFilter } from '~/domain/case/queue-filter';
import { OPEN_STAGES, type Stage } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { queueDay } from './danger-hours.server';
import { COUNTED, lookAtQueue } from './queue.server';
import { queueConditions } from './queue-filter.server';

/** The counts with which a day's work begins, danger to life first; each is also a filter of the queue. */
const NEWS = {
  urgent: { urgent: true },
  overdue: { overdue: true },
  soon: { soon: true },
  awaitsReply: { awaitsReply: true },
  registered: { stage: 'registered' },
  forMe: { forMe: true },
} as const satisfies Record<string, QueueFilter>;

export type QueueNews = { name: keyof typeof NEWS; filter: QueueFilter; count: number }[];

/**
 * How many open cases of the own department match each, counted up to a thousand (`COUNTED`), so that it stays cheap.
 */
export function queueNews(ctx: Context, actor: Actor): Promise<QueueNews> {
  return lookAtQueue(ctx, actor, async (by, db) => {
    const at = await queueDay(ctx, db);
    const open = (stages: readonly Stage[], more: (SQL | undefined)[]) =>
      db
        .select({ one: sql`1` })
        .from(caseFile)
        .where(and(inArray(caseFile.stage, [...stages]), ...more))
        .limit(COUNTED)
        .as('counted');
    return Promise.all(
      (Object.keys(NEWS) as (keyof typeof NEWS)[]).map(async (name) => {
        const filter: QueueFilter = NEWS[name];
        const found = open(filter.stage ? [filter.stage] : OPEN_STAGES, [
          ...queueConditions(db, by, filter, at),
          filter.urgent ? eq(caseFile.urgent, true) : undefined,
        ]);
        return { name, filter, count: await db.$count(found) };
      }),
    );
  });
}
