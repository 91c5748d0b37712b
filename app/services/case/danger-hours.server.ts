import { and, eq, inArray, isNull, lt, lte, or, type SQL } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { dangerAlert } from '#db/schema/duty';
import type { IsoDate } from '~/domain/dates';
import { type Context, today } from '~/services/context.server';

type Reads = Pick<Db | Tx, 'select'>;

/** Today, and the cases of danger to life whose hours for acceptance have passed, though their last day may be today. */
export type QueueDay = { day: IsoDate; past: readonly string[] };

/** These cases are few, and looked up before a query over all cases, whose indexes know days only. */
export async function queueDay(ctx: Pick<Context, 'now'>, db: Reads): Promise<QueueDay> {
  const rows = await db
    .select({ caseId: dangerAlert.caseId })
    .from(dangerAlert)
    .where(lte(dangerAlert.dueAt, new Date(ctx.now())));
  return { day: today(ctx), past: rows.map(({ caseId }) => caseId) };
}

/** Is the limit past? */
export function isOverdue({ day, past }: QueueDay): SQL {
  const byDay = lt(caseFile.dueOn, day);
  return past.length === 0 ? byDay : (or(byDay, inArray(caseFile.id, [...past])) ?? byDay);
}

/** Has somebody still to say that they look after this case's alert? */
export async function isUnacknowledged(db: Reads & Pick<Db | Tx, '$count'>, caseId: string): Promise<boolean> {
  return (await db.$count(dangerAlert, and(eq(dangerAlert.caseId, caseId), isNull(dangerAlert.acknowledgedBy)))) > 0;
}

/** The instants at which the hours of these cases end, where they still count. */
export async function hoursOf(db: Reads, caseIds: readonly string[]): Promise<Map<string, number>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .select({ caseId: dangerAlert.caseId, dueAt: dangerAlert.dueAt })
    .from(dangerAlert)
    .where(inArray(dangerAlert.caseId, [...caseIds]));
  return new Map(rows.flatMap(({ caseId, dueAt }) => (dueAt === null ? [] : [[caseId, dueAt.getTime()]])));
}
