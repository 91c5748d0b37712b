import { asc, inArray, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import type { Actor } from '~/domain/acts/permission';
import { type IsoDate, yearOf } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { OPEN_STAGES, type Stage } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { isOverdue, type QueueDay, queueDay } from './danger-hours.server';

/** A unit's open work in numbers: neither what reports say nor who reported, and no single case. */
export type UnitProgress = {
  unitId: string;
  names: Localized;
  open: number;
  overdue: number;
  urgent: number;
  oldestDue: IsoDate | null;
  /** The oldest limit depends on a year whose holidays are not published yet. */
  oldestProvisional: boolean;
  stages: Partial<Record<Stage, number>>;
};

type StageSum = {
  unitId: string;
  stage: Stage;
  open: number;
  overdue: number;
  urgent: number;
  oldestDue: IsoDate | null;
};

async function sums(db: Db, at: QueueDay): Promise<StageSum[]> {
  return db
    .select({
      unitId: caseFile.responsibleUnitId,
      stage: sql<Stage>`${caseFile.stage}`,
      open: sql<number>`count(*)::int`,
      overdue: sql<number>`(count(*) filter (where ${isOverdue(at)}))::int`,
      urgent: sql<number>`(count(*) filter (where ${caseFile.urgent}))::int`,
      oldestDue: sql<IsoDate | null>`min(${caseFile.dueOn})::text`,
    })
    .from(caseFile)
    .where(inArray(caseFile.stage, [...OPEN_STAGES]))
    .groupBy(caseFile.responsibleUnitId, caseFile.stage);
}

function progressOf({ calendar }: Context, rows: StageSum[]): Omit<UnitProgress, 'unitId' | 'names'> {
  const dues = rows.flatMap((row) => row.oldestDue ?? []).sort();
  const oldestDue = dues[0] ?? null;
  const total = (pick: (row: StageSum) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  return {
    open: total((row) => row.open),
    overdue: total((row) => row.overdue),
    urgent: total((row) => row.urgent),
    oldestDue,
    oldestProvisional: oldestDue !== null && !calendar.isPublished(yearOf(oldestDue)),
    stages: Object.fromEntries(rows.map((row) => [row.stage, row.open])),
  };
}

/** Progress of every unit that has open cases, most overdue first. Refusal `notAllowed`. */
export async function unitProgress(ctx: Context, actor: Actor): Promise<UnitProgress[]> {
  const [rows, units] = await look(ctx, actor, 'oversight.read', null, async ({ db }) =>
    Promise.all([
      sums(db, await queueDay(ctx, db)),
      db.select({ unitId: unit.id, names: unit.names }).from(unit).orderBy(asc(unit.code)),
    ]),
  );
  return units
    .map((one) => ({
      ...one,
      ...progressOf(
        ctx,
        rows.filter((row) => row.unitId === one.unitId),
      ),
    }))
    .filter((one) => one.open > 0)
    .sort((a, b) => b.overdue - a.overdue || b.open - a.open);
}
