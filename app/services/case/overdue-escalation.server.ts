import { and, count, eq, inArray, lte } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import { hazard } from '#db/schema/hazard';
import { ESCALATION_LIMITS } from '~/domain/county/policy';
import { lateByWorkingDays } from '~/domain/dates';
import { OPEN_STAGES } from '~/domain/vocabulary';
import { type Context, today } from '~/services/context.server';
import { type Addressee, whoIsTold } from '~/services/county/duty-address.server';
import { rosterOn } from '~/services/county/roster.server';
import { type NewJob, queueByClock } from '~/services/outbox.server';
import { timeLimits } from './case-deadline.server';

/** First the lead of the unit, then who supervises all units. */
const LEVELS = ['lead', 'supervisor'] as const;
type Level = (typeof LEVELS)[number];
const LIMITS = { lead: 'overdueLeadWorkingDays', supervisor: 'overdueSupervisorWorkingDays' } as const;

/** Cases of one unit, and entries of its rectification ledger, that are late by the policy's working days. Numbers only. */
type LateUnit = { unitId: string; cases: number; hazards: number };

/** After how many working days a level is told, by the rule in force, and which units have something as late as that. */
async function lateFor(ctx: Context, level: Level): Promise<{ days: number; units: LateUnit[] }> {
  const name = LIMITS[level];
  const days = (await timeLimits(ctx.db, ctx))?.[name] ?? ESCALATION_LIMITS[name].standard;
  const lastDay = lateByWorkingDays(today(ctx), days, ctx.calendar);
  const cases = await ctx.db
    .select({ unitId: caseFile.responsibleUnitId, late: count() })
    .from(caseFile)
    .where(and(inArray(caseFile.stage, [...OPEN_STAGES]), lte(caseFile.dueOn, lastDay)))
    .groupBy(caseFile.responsibleUnitId);
  const hazards = await ctx.db
    .select({ unitId: hazard.unitId, late: count() })
    .from(hazard)
    .where(and(eq(hazard.state, 'open'), lte(hazard.dueOn, lastDay)))
    .groupBy(hazard.unitId);
  const lateIn = (all: typeof cases, unitId: string) => all.find((one) => one.unitId === unitId)?.late ?? 0;
  const units = [...new Set([...cases, ...hazards].map(({ unitId }) => unitId))].map((unitId) => ({
    unitId,
    cases: lateIn(cases, unitId),
    hazards: lateIn(hazards, unitId),
  }));
  return { days, units };
}

/**
 * Whom a level's notice is for: those whom the roster names for it, or else the office's own address. Where the roster
 * names somebody who is not on duty now, it waits until they are, so that nobody else gets it in the night.
 */
export async function escalatedTo(ctx: Context, level: Level, unitId: string): Promise<Addressee[]> {
  const duty: Addressee = level === 'lead' ? { duty: 'leader', unitId } : { duty: 'supervisor' };
  const named = (await rosterOn(ctx.db, today(ctx))).some(
    (entry) => entry.event === 'deadline' && entry.role === duty.duty && (level !== 'lead' || entry.unitId === unitId),
  );
  if (named) return [duty];
  return [level === 'lead' ? { unitId } : { kind: 'committee' }];
}

/** Queues a notice a day for the lead of each unit with late cases, and one for supervisors; returns how many. */
export async function queueEscalations(ctx: Context): Promise<number> {
  const day = today(ctx);
  const jobs: NewJob[] = [];
  for (const level of LEVELS) {
    const { units } = await lateFor(ctx, level);
    const about = level === 'lead' ? units.map(({ unitId }) => unitId) : units.length > 0 ? [''] : [];
    for (const unitId of about) {
      if ((await whoIsTold(ctx, ctx.db, await escalatedTo(ctx, level, unitId), 'deadline')).length === 0) {
        ctx.log('notice.noAddress');
        continue;
      }
      jobs.push({
        kind: 'deadline.escalate',
        key: `deadline.escalate:${day}:${level}:${unitId}`,
        payload: { level, unitId },
      });
    }
  }
  return queueByClock(ctx, jobs);
}

/** What a notice says now; null where nothing is as late any more, or no level is meant. */
export async function escalatedNow(ctx: Context, named: unknown, unitId: string) {
  const level = LEVELS.find((one) => one === named);
  if (level === undefined) return null;
  const { days, units } = await lateFor(ctx, level);
  const meant = level === 'lead' ? units.filter((one) => one.unitId === unitId) : units;
  if (meant.length === 0) return null;
  const total = (pick: 'cases' | 'hazards') => meant.reduce((sum, one) => sum + one[pick], 0);
  return { level, days, units: meant.length, cases: total('cases'), hazards: total('hazards') };
}
