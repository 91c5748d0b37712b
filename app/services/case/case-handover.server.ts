import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { onCase } from '~/domain/acts/case-acts';
import type { Member } from '~/domain/acts/permission';
import type { Localized } from '~/domain/localized';
import { belongsTo } from '~/domain/report/belongs-to';
import { OPEN_STAGES } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { look } from '~/services/look.server';
import type { CaseRow } from './case-record.server';
import { freeIn } from './case-transfer.server';

/** A case that goes on to another unit, and whether it stood in for that unit until now. */
export type GoingOn = { caseId: string; order: number; toUnitId: string };
export type Handover = {
  cases: GoingOn[];
  /** Whether the own unit is closed. */
  closed: boolean;
  /** Open cases of a closed unit that are too far on to be given away; its people finish them. */
  finished: number;
  /**
   * Cases that are about the unit to which they would go, about the own unit or whom it took over, or about one above
   * these: an officer chooses another unit.
   */
  barred: { caseId: string; order: number }[];
  names: Record<string, Localized>;
};

/** More than one page holds is handed over in several rounds. */
const MOST = 200;

/** The own unit's cases that belong to another unit by now. */
export const casesGoingOn = (ctx: Context, actor: Member): Promise<Handover> =>
  look(ctx, actor, 'queue.read', null, async ({ db, within }) => {
    within({ unitId: actor.unitId });
    return goingOn(ctx, db, actor.unitId);
  });

async function goingOn(ctx: Context, db: Db, unitId: string): Promise<Handover> {
  const [routing, offices] = await Promise.all([routingInForce(db), units(db)]);
  const names = Object.fromEntries(offices.map((one) => [one.id, one.names]));
  const closed = offices.some((one) => one.id === unitId && one.closedOn !== null);
  const found: Handover = { cases: [], closed, finished: 0, barred: [], names };
  if (routing === null) return found;
  const open = and(
    eq(caseFile.responsibleUnitId, unitId),
    inArray(caseFile.stage, [...OPEN_STAGES]),
    isNull(caseFile.purgedOn),
  );
  const perhaps = sql`(${caseFile.reasons} -> -1 ->> 'rule' = 'standIn' or cardinality(${caseFile.excludedUnitTags}) > 0)`;
  const rows: CaseRow[] = await db
    .select()
    .from(caseFile)
    .where(closed ? open : and(open, perhaps))
    .orderBy(asc(caseFile.order))
    .limit(MOST);
  for (const row of rows) {
    const { id: caseId, order } = row;
    const isFree = freeIn(offices, ctx, row);
    if (!closed && !isFree(unitId)) found.barred.push({ caseId, order });
    const toUnitId = closed || isFree(unitId) ? belongsTo(row, routing.table) : null;
    if (toUnitId === null) continue;
    if (!GIVEN_AWAY.includes(row.stage)) found.finished += 1;
    else if (isFree(toUnitId)) found.cases.push({ caseId, order, toUnitId });
    else found.barred.push({ caseId, order });
  }
  return found;
}

const GIVEN_AWAY: readonly string[] = onCase.transfer.stages.filter((stage) => stage !== 'replied');

/** How many cases somebody has to do something about. */
export const handoverCount = ({ cases, barred, closed, finished }: Handover): number =>
  cases.length + barred.length + (closed ? finished : 0);
