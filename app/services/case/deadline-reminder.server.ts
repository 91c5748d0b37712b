import { and, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { outbox } from '#db/schema/log';
import { addDays } from '~/domain/dates';
import { OPEN_STAGES } from '~/domain/vocabulary';
import { type Context, today } from '~/services/context.server';
import { wakeWorker } from '~/services/outbox.server';

/** How many of a unit's cases are late, and how many are due today or tomorrow. Numbers only. */
export type DueCounts = { overdue: number; due: number };

/** Queues at most one reminder per unit and day, where something is due by tomorrow and the unit has a duty address. */
export async function queueReminders(ctx: Context): Promise<number> {
  const day = today(ctx);
  const rows = await ctx.db
    .selectDistinct({ unitId: caseFile.responsibleUnitId })
    .from(caseFile)
    .innerJoin(unit, eq(unit.id, caseFile.responsibleUnitId))
    .where(
      and(inArray(caseFile.stage, [...OPEN_STAGES]), lte(caseFile.dueOn, addDays(day, 1)), isNotNull(unit.dutyMail)),
    );
  if (rows.length === 0) return 0;
  const made = await ctx.db
    .insert(outbox)
    .values(
      rows.map(({ unitId }) => ({
        kind: 'deadline.remind',
        key: `deadline.remind:${day}:${unitId}`,
        payload: { unitId },
      })),
    )
    .onConflictDoNothing()
    .returning({ id: outbox.id });
  if (made.length > 0) wakeWorker(ctx);
  return made.length;
}

/** What is due in a unit now, and where to tell it; null when it has no duty address or nothing is due any more. */
export async function dueInUnit(ctx: Context, unitId: string): Promise<(DueCounts & { to: string }) | null> {
  const [row] = await ctx.db.select({ to: unit.dutyMail }).from(unit).where(eq(unit.id, unitId));
  const day = today(ctx);
  const [counts] = await ctx.db
    .select({
      overdue: sql<number>`(count(*) filter (where ${caseFile.dueOn} < ${day}::date))::int`,
      due: sql<number>`(count(*) filter (where ${caseFile.dueOn} >= ${day}::date))::int`,
    })
    .from(caseFile)
    .where(
      and(
        eq(caseFile.responsibleUnitId, unitId),
        inArray(caseFile.stage, [...OPEN_STAGES]),
        lte(caseFile.dueOn, addDays(day, 1)),
      ),
    );
  if (!row?.to || !counts || counts.overdue + counts.due === 0) return null;
  return { to: row.to, ...counts };
}
