import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import { addDays } from '~/domain/dates';
import { OPEN_STAGES } from '~/domain/vocabulary';
import { type Context, today } from '~/services/context.server';
import { whoIsTold } from '~/services/county/duty-address.server';
import { type NewJob, queueByClock } from '~/services/outbox.server';
import { isOverdue, queueDay } from './danger-hours.server';

/** How many of a unit's cases are late, and how many are due today or tomorrow. Numbers only. */
export type DueCounts = { overdue: number; due: number };

/** Queues at most one reminder per unit and day, when something is due by tomorrow and the unit has a duty address. */
export async function queueReminders(ctx: Context): Promise<number> {
  const day = today(ctx);
  const rows = await ctx.db
    .selectDistinct({ unitId: caseFile.responsibleUnitId })
    .from(caseFile)
    .where(and(inArray(caseFile.stage, [...OPEN_STAGES]), lte(caseFile.dueOn, addDays(day, 1))));
  const jobs: NewJob[] = [];
  for (const { unitId } of rows) {
    if ((await whoIsTold(ctx, ctx.db, [{ unitId }], 'deadline')).length === 0) continue;
    jobs.push({ kind: 'deadline.remind', key: `deadline.remind:${day}:${unitId}`, payload: { unitId } });
  }
  return queueByClock(ctx, jobs);
}

/** What is due in a unit now; null when nothing is any more. */
export async function dueInUnit(ctx: Context, unitId: string): Promise<DueCounts | null> {
  const at = await queueDay(ctx, ctx.db);
  const late = isOverdue(at);
  const [counts] = await ctx.db
    .select({
      overdue: sql<number>`(count(*) filter (where ${late}))::int`,
      due: sql<number>`(count(*) filter (where not (${late})))::int`,
    })
    .from(caseFile)
    .where(
      and(
        eq(caseFile.responsibleUnitId, unitId),
        inArray(caseFile.stage, [...OPEN_STAGES]),
        lte(caseFile.dueOn, addDays(at.day, 1)),
      ),
    );
  return counts && counts.overdue + counts.due > 0 ? counts : null;
}
