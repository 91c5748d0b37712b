import { count, isNull } from 'drizzle-orm';
import type { Db } from '#db/client';
import { superiorReport } from '#db/schema/superior';
import { HAND_ON_LIMIT } from '~/domain/county/policy';
import { addWorkingDays, type IsoDate } from '~/domain/dates';
import type { UnitKind } from '~/domain/staff/unit-kinds';
import { timeLimits } from '~/services/case/case-deadline.server';
import { type Context, today } from '~/services/context.server';
import { whoIsTold } from '~/services/county/duty-address.server';
import { type NewJob, queueByClock } from '~/services/outbox.server';

/** Reports about the office itself that wait to be handed on. Numbers only. */
export type WaitingOutside = { waiting: number; late: number };

/** Within how many working days such a report is handed on by the policy in force, and the last of them. */
export async function handOnLimit(
  ctx: Pick<Context, 'now' | 'calendar'>,
  db: Db,
): Promise<{ days: number; lastDay: (receivedOn: IsoDate) => IsoDate }> {
  const days = (await timeLimits(db, ctx))?.handOnWorkingDays ?? HAND_ON_LIMIT.standard;
  return { days, lastDay: (receivedOn) => addWorkingDays(receivedOn, days, ctx.calendar).on };
}

/** How many were not handed on yet, and how many of these wait longer than the policy allows. */
export async function waitingForSuperior(ctx: Pick<Context, 'now' | 'calendar'>, db: Db): Promise<WaitingOutside> {
  const days = await db
    .select({ receivedOn: superiorReport.receivedOn, reports: count() })
    .from(superiorReport)
    .where(isNull(superiorReport.sentOn))
    .groupBy(superiorReport.receivedOn);
  if (days.length === 0) return { waiting: 0, late: 0 };
  const { lastDay } = await handOnLimit(ctx, db);
  const sum = (of: typeof days): number => of.reduce((total, { reports }) => total + reports, 0);
  return { waiting: sum(days), late: sum(days.filter(({ receivedOn }) => today(ctx) > lastDay(receivedOn))) };
}

/**
 * Who is reminded: three offices that may hand such reports on, each by itself, so that it does not hang on the one that
 * a report is about.
 */
const REMINDED = ['intake', 'committee', 'administration'] as const satisfies readonly UnitKind[];

/**
 * Queues one reminder a day for each of these offices that has an address, while a report waits for longer than the
 * policy allows; returns how many.
 */
export async function queueHandOnReminders(ctx: Context): Promise<number> {
  const { late } = await waitingForSuperior(ctx, ctx.db);
  if (late === 0) return 0;
  const jobs: NewJob[] = [];
  for (const kind of REMINDED) {
    if ((await whoIsTold(ctx, ctx.db, [{ kind }], 'deadline')).length === 0) continue;
    jobs.push({ kind: 'handOn.remind', key: `handOn.remind:${today(ctx)}:${kind}`, payload: { kind } });
  }
  if (jobs.length === 0) ctx.log('notice.noAddress');
  return queueByClock(ctx, jobs);
}

/** The office that a job names, where one still waits too long; else null. */
export async function stillReminded(ctx: Context, named: unknown): Promise<UnitKind | null> {
  const { late } = await waitingForSuperior(ctx, ctx.db);
  return late > 0 ? (REMINDED.find((kind) => kind === named) ?? null) : null;
}
