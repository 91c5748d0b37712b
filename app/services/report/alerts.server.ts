import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { dangerAlert } from '#db/schema/duty';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { hourOf } from '~/domain/case/danger-hours';
import type { IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { lockCase } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { dutyStanding } from '~/services/county/duty-standing.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';

/** An alert as the unit that has the case sees it. */
export type OwnAlert = {
  caseId: string;
  order: number;
  dueOn: IsoDate | null;
  dueHour: string | null;
  late: boolean;
  acknowledgedBy: string | null;
};
/** How many alerts of a unit nobody acknowledged, or are past their hours: no case, as in the comparison of units. */
export type UnitAlerts = { unitId: string; names: Localized; open: number; late: number };
export type Alerts = { own: OwnAlert[] | null; units: UnitAlerts[] | null };

/** What this member may see: the alerts of the own unit, or how many each unit has; neither for all others. */
export async function alertsFor(ctx: Context, actor: Member): Promise<Alerts> {
  return {
    own: holdsRoleFor(actor, 'alert.read') ? await ownAlerts(ctx, actor) : null,
    units: holdsRoleFor(actor, 'alert.oversee') ? await unitAlerts(ctx, actor) : null,
  };
}

const ownAlerts = (ctx: Context, actor: Member): Promise<OwnAlert[]> =>
  look(ctx, actor, 'alert.read', null, async ({ db, within }) => {
    within({ unitId: actor.unitId });
    const rows = await db
      .select({ alert: dangerAlert, order: caseFile.order, dueOn: caseFile.dueOn, by: member.name })
      .from(dangerAlert)
      .innerJoin(caseFile, eq(caseFile.id, dangerAlert.caseId))
      .leftJoin(member, eq(member.id, dangerAlert.acknowledgedBy))
      .where(eq(caseFile.responsibleUnitId, actor.unitId))
      .orderBy(asc(caseFile.order));
    return rows.map(({ alert, order, dueOn, by }) => ({
      caseId: alert.caseId,
      order,
      dueOn,
      dueHour: alert.dueAt && hourOf(alert.dueAt.getTime()),
      late: isLate(alert, ctx.now()),
      acknowledgedBy: alert.acknowledgedBy === null ? null : (by ?? ''),
    }));
  });

const isLate = ({ dueAt }: { dueAt: Date | null }, now: number): boolean => dueAt !== null && dueAt.getTime() <= now;

const unitAlerts = (ctx: Context, actor: Member): Promise<UnitAlerts[]> =>
  look(ctx, actor, 'alert.oversee', null, async ({ db }) => {
    const rows = await db
      .select({ alert: dangerAlert, unitId: unit.id, names: unit.names })
      .from(dangerAlert)
      .innerJoin(caseFile, eq(caseFile.id, dangerAlert.caseId))
      .innerJoin(unit, eq(unit.id, caseFile.responsibleUnitId))
      .orderBy(asc(unit.code));
    const found = new Map<string, UnitAlerts>();
    for (const { alert, unitId, names } of rows) {
      const sum = found.get(unitId) ?? { unitId, names, open: 0, late: 0 };
      if (alert.acknowledgedBy === null) sum.open += 1;
      if (isLate(alert, ctx.now())) sum.late += 1;
      found.set(unitId, sum);
    }
    return [...found.values()].filter(({ open, late }) => open + late > 0);
  });

/** How many alerts this member's home page shows in red: not acknowledged, of the own unit or of all. */
export async function openAlerts(db: Db, actor: Member): Promise<number> {
  const open = isNull(dangerAlert.acknowledgedBy);
  if (holdsRoleFor(actor, 'alert.oversee')) return db.$count(dangerAlert, open);
  const own = and(open, eq(caseFile.responsibleUnitId, actor.unitId));
  const rows = await db
    .select({ caseId: dangerAlert.caseId })
    .from(dangerAlert)
    .innerJoin(caseFile, eq(caseFile.id, dangerAlert.caseId))
    .where(own);
  return rows.length;
}

/**
 * Somebody of the unit that has the case says that they look after it; nobody is told any more. Refusals: `notFound`
 * (no alert, or another unit's case), `alreadyDone`.
 */
export async function acknowledgeAlert(ctx: Context, actor: Member, caseId: string): Promise<void> {
  await perform(ctx, actor, 'alert.acknowledge', `case:${caseId}`, async ({ tx, within }) => {
    if (!isUuid(caseId)) throw new Refusal('notFound');
    const file = await lockCase(tx, caseId);
    within({ unitId: file.responsibleUnitId });
    const alert = eq(dangerAlert.caseId, caseId);
    const [row] = await tx.select().from(dangerAlert).where(alert).for('update');
    if (!row) throw new Refusal('notFound');
    if (row.acknowledgedBy !== null) throw new Refusal('alreadyDone');
    // Where hours do not count any more, nothing of it is kept.
    if (row.dueAt === null) await tx.delete(dangerAlert).where(alert);
    else await tx.update(dangerAlert).set({ acknowledgedBy: actor.memberId, nextAt: null }).where(alert);
  });
}

/**
 * What a reporter may be told of the alert: whether somebody looks after it, or was told. Null once it is decided
 * whether the case is accepted.
 */
export async function dangerState(
  ctx: Context,
  db: Db,
  caseId: string,
): Promise<'acknowledged' | 'told' | 'nobody' | null> {
  const [row] = await db.select().from(dangerAlert).where(eq(dangerAlert.caseId, caseId));
  if (!row) return null;
  if (row.acknowledgedBy !== null) return 'acknowledged';
  return row.steps > 0 && (await dutyStanding(ctx, db)).length === 0 ? 'told' : 'nobody';
}

/** Alerts that the second or a later step was told of, or whose hours have passed: somebody must call. */
export function alertsPastDue(db: Db, now: number): Promise<number> {
  const again = and(isNull(dangerAlert.acknowledgedBy), gt(dangerAlert.steps, 1));
  return db.$count(dangerAlert, or(again, lte(dangerAlert.dueAt, new Date(now))));
}
