import { type RoutingTable, standInOf } from './routing';
import { unitMap } from './routing-units';

/** A case's unit, and the rules that led there in order. */
export type HeldCase = { responsibleUnitId: string; reasons: readonly { rule: string; unitId: string }[] };

/**
 * The unit to which a case goes on by the routing in force; null where it stays. A unit that is closed gives what it has
 * to its successor, or else to the next unit above that takes reports. A unit that stood in for another one gives the
 * case to that one once it takes reports, or to its successor. A case that was transferred since belongs where it is.
 */
export function belongsTo({ responsibleUnitId, reasons }: HeldCase, table: RoutingTable): string | null {
  const map = unitMap(table.units, null);
  const unit = map.units.get(responsibleUnitId);
  if (unit === undefined) return null;
  if (unit.closedOn !== null) return other(standInOf(responsibleUnitId, table), responsibleUnitId);
  const [meant, last] = reasons.slice(-2);
  if (last?.rule !== 'standIn' || last.unitId !== responsibleUnitId || meant === undefined) return null;
  const now = map.able(meant.unitId) ? meant.unitId : standInOf(meant.unitId, table);
  // Where another one would stand in today, the case is in good hands already.
  const isMeant = now === meant.unitId || map.units.get(meant.unitId)?.successorIds.includes(now ?? '');
  return isMeant ? other(now, responsibleUnitId) : null;
}

const other = (found: string | null, own: string): string | null => (found === own ? null : found);
