import { isLevelAbove } from '~/domain/opening/ceremony-scope';
import { Refusal } from '~/domain/refusal';
import { successors } from '~/domain/report/routing-units';
import type { UnitRow } from '~/services/county/county.server';
import type { CaseRow } from './case-record.server';

/**
 * Where a case may go at its stage: after a reply for its review to a unit above the one that gave the verdict, or to the
 * successor of a unit that was merged; once reviewed, back to that unit.
 */
export function mayGo(all: readonly UnitRow[], row: CaseRow, toUnitId: string): boolean {
  const at = row.objectedUnitId;
  if (at === null || (row.stage !== 'objected' && row.stage !== 'replied')) return true;
  if (row.stage === 'replied') return toUnitId === at;
  const byId = new Map(all.map((unit) => [unit.id, unit]));
  return isLevelAbove(all, toUnitId, at) || successors(row.responsibleUnitId, byId).includes(toUnitId);
}

/** Refusal `invalid` (unit; data.rule notAbove). */
export function requireMayGo(all: readonly UnitRow[], row: CaseRow, toUnitId: string): void {
  if (!mayGo(all, row, toUnitId)) throw new Refusal('invalid', { field: 'unit', data: { rule: 'notAbove' } });
}
