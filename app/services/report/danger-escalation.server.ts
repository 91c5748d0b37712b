import { and, eq, isNull, lte, or } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { dangerAlert } from '#db/schema/duty';
import { nextNotch } from '~/domain/case/danger-hours';
import { DANGER_LIMITS } from '~/domain/county/policy';
import { dutySteps, isLast, minuteOfWeek, stepAfter } from '~/domain/county/roster';
import { isRefusal, Refusal } from '~/domain/refusal';
import { timeLimits } from '~/services/case/case-deadline.server';
import { type Context, today } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { type Addressee, isMeant, once, type Reach, reachesOf, setUpMail } from '~/services/county/duty-address.server';
import { rosterOn } from '~/services/county/roster.server';
import type { NewJob } from '~/services/outbox.server';
import { type Performing, perform } from '~/services/perform.server';

const CLERK = { kind: 'system', name: 'duty' } as const;
type AlertRow = typeof dangerAlert.$inferSelect;

/**
 * Tells the next on the roster of every alert that nobody acknowledged in time, and supervisors and administrators where
 * the hours for acceptance have passed. Any number of processes may do it: each step is one transaction that locks the
 * alert, looks whether it is still due, and queues its messages under keys of their own. Returns how many steps.
 */
export async function advanceAlerts(ctx: Context): Promise<number> {
  const now = new Date(ctx.now());
  const late = and(lte(dangerAlert.dueAt, now), eq(dangerAlert.lateTold, false));
  const due = await ctx.db
    .select({ id: dangerAlert.id, caseId: dangerAlert.caseId })
    .from(dangerAlert)
    .where(or(lte(dangerAlert.nextAt, now), late));
  let steps = 0;
  for (const one of due) if (await advance(ctx, one)) steps += 1;
  return steps;
}

async function advance(ctx: Context, { id, caseId }: Pick<AlertRow, 'id' | 'caseId'>): Promise<boolean> {
  try {
    await perform(ctx, CLERK, 'report.alertDuty', `case:${caseId}`, (p) => nextStep(ctx, p, id));
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // Somebody acknowledged it, or another process was first; or nobody can be told at all, which is looked at again.
    if (error.code === 'notFound') ctx.log('notice.noAddress');
    return false;
  }
}

async function nextStep(ctx: Context, p: Performing, alertId: string): Promise<void> {
  const now = ctx.now();
  const [row] = await p.tx.select().from(dangerAlert).where(eq(dangerAlert.id, alertId)).for('update');
  const isNext = row?.nextAt != null && row.nextAt.getTime() <= now;
  const isLate = row?.dueAt != null && row.dueAt.getTime() <= now && !row.lateTold;
  if (!row || !(isNext || isLate)) throw new Refusal('alreadyDone');
  const steps = await stepsOf(ctx, p.tx, row.caseId);
  const next = isNext ? (stepAfter(steps, row.steps) ?? []) : [];
  const last = isLate ? (steps.at(-1) ?? []) : [];
  if (next.length + last.length === 0) throw new Refusal('notFound');
  const minutes = (await timeLimits(p.tx, ctx))?.dangerAlertMinutes ?? DANGER_LIMITS.dangerAlertMinutes.standard;
  await p.tx
    .update(dangerAlert)
    .set({
      ...(isNext && { steps: row.steps + 1, nextAt: new Date(nextNotch(now, minutes)) }),
      ...(isLate && { lateTold: true }),
    })
    .where(eq(dangerAlert.id, alertId));
  await p.enqueue(...next.map(jobOf(alertId, String(row.steps))), ...last.map(jobOf(alertId, LATE)));
  p.record({ count: isNext ? row.steps + 1 : row.steps });
}

/** The key names the step, so that a message is queued once, whatever dies in between. */
const jobOf =
  (alertId: string, step: string) =>
  ({ of, way }: Reach): NewJob => ({
    kind: 'duty.send',
    key: `duty.send:${alertId}:${step}:${of}:${way}`,
    payload: { alertId, step, of, way },
  });
/** The step of a message that the hours have passed. */
const LATE = 'late';

/** Where a county has nobody on duty, the addresses that units were given at set-up, the nearest first. */
const SET_UP_ORDER = (unitId: string): Addressee[] => [
  { unitId },
  { aboveUnitId: unitId },
  { kind: 'intake' },
  { kind: 'upper' },
];
const LAST: Addressee[] = [{ mayDo: 'oversight.read' }, { kind: 'administration' }];

/** Who is told of this case, step after step, by who is on duty now; at the end supervisors and administrators. */
async function stepsOf(ctx: Context, tx: Tx, caseId: string): Promise<Reach[][]> {
  const [file] = await tx.select({ unitId: caseFile.responsibleUnitId }).from(caseFile).where(eq(caseFile.id, caseId));
  if (!file) return [];
  const all = (await units(tx)).filter(({ closedOn }) => closedOn === null);
  const roster = await rosterOn(tx, today(ctx));
  const steps = dutySteps(roster, 'danger', file.unitId, minuteOfWeek(ctx.now()));
  const given = (told: Addressee) => all.filter((unit) => isMeant(unit, told, all)).flatMap(setUpMail);
  const reaches = (wanted: boolean) =>
    steps.filter((step) => step.some(isLast) === wanted).map((step) => reachesOf(ctx, step));
  const own = reaches(false).filter((step) => step.length > 0);
  const last = reaches(true).flat();
  const nearest = SET_UP_ORDER(file.unitId)
    .map(given)
    .filter((step) => step.length > 0);
  const first = own.length > 0 ? own : nearest.slice(0, 1);
  const end = last.length > 0 ? last : LAST.flatMap(given);
  return [...first, end].map(once).filter((step) => step.length > 0);
}

/** Is there still something to tell: that nobody acknowledged the alert, or that the hours have passed? */
export async function isOpenAlert(ctx: Context, alertId: string, step: string): Promise<boolean> {
  const open = step === LATE ? undefined : isNull(dangerAlert.acknowledgedBy);
  return (await ctx.db.$count(dangerAlert, and(eq(dangerAlert.id, alertId), open))) > 0;
}
