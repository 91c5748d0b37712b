import { isRouted } from '~/domain/staff/unit-kinds';
import {
  candidates,
  isAccident,
  ordinary,
  type RoutingQuestion,
  type RoutingReason,
  type RoutingTable,
} from './routing-candidates';
import { chainUp, officesOfOthers, successors, type UnitMap, unitMap } from './routing-units';

export type { RoutingDuty, RoutingQuestion, RoutingReason, RoutingRule, RoutingTable } from './routing-candidates';
export { topDuties } from './routing-candidates';
export type Routing = { responsibleUnitId: string; assistingUnitIds: string[]; reasons: RoutingReason[] };

/** What is wrong with a table, as codes; an empty list means that `route` answers every question. */
export function routingTableProblems(table: RoutingTable): string[] {
  const ids = new Set(table.units.map((unit) => unit.id));
  const problems: string[] = [];
  if (ids.size !== table.units.length) problems.push('unitTwice');
  if (!ids.has(table.intakeUnitId)) problems.push('noIntakeUnit');
  if (!ids.has(table.upperUnitId)) problems.push('noUpperUnit');
  if (table.intakeUnitId === table.upperUnitId) problems.push('intakeIsUpper');
  if (table.rules.some((rule) => !ids.has(rule.unitId))) problems.push('ruleToUnknownUnit');
  return problems;
}

/**
 * The one responsible unit for a report, who assists, and the rules that led there in order (三个必须: whoever regulates
 * the trade, the business or the operation regulates its safety). Always answers with an existing unit that is neither
 * the accused one nor its successor, nor under them unless nothing else is left. Where the unit takes no reports (it is
 * closed, or nobody could open them), its successor, the next unit above that does, or at last intake stands in. Deaths
 * and concealed accidents stay in the county as long as the unit named for them, another office that the duties lead
 * to, or intake can take them. Throws RangeError when the table has no separate intake and upper unit.
 */
export function route(question: RoutingQuestion, table: RoutingTable): Routing {
  const problem = routingTableProblems(table).find((found) => found !== 'ruleToUnknownUnit');
  if (problem !== undefined) throw new RangeError(`Routing table: ${problem}`);
  const map = unitMap(table.units, question.accusedUnitId);
  const bypassed: RoutingReason[] = [];
  const chosen = firstAllowed(candidates(question, table, map), map, bypassed) ?? lastResort(table, map);
  const standing = standIn(chosen.unitId, table, map, isAccident(question));
  const last = standing ?? chosen;
  return {
    responsibleUnitId: last.unitId,
    assistingUnitIds: assisting(question, table, map, last.unitId),
    reasons: [...bypassed, chosen, ...(standing ? [standing] : [])],
  };
}

/**
 * The stand-in for a unit that takes no reports: its successor, the next unit above, at last intake, the upper unit, or
 * discipline inspection; null where none is needed or left. For reports that have to stay in the county, units outside it are passed over
 * while intake can take them.
 */
function standIn(unitId: string, table: RoutingTable, map: UnitMap, inCounty: boolean): RoutingReason | null {
  if (map.able(unitId)) return null;
  const { intakeUnitId, upperUnitId } = table;
  const above = [...successors(unitId, map.units), ...chainUp(unitId, map.units).slice(1)];
  const others = [...above, intakeUnitId, upperUnitId, ...officesOfOthers(table)];
  const able = others.filter((id) => id !== unitId && map.able(id));
  const found = (inCounty ? able.find((id) => map.units.get(id)?.kind !== 'upper') : undefined) ?? able[0];
  return found === undefined ? null : { rule: 'standIn', unitId: found };
}

/**
 * Where the reports of this unit would go if it took none any more; null where no rule leads to it, or nobody could
 * take them.
 */
export function standInOf(unitId: string, table: RoutingTable): string | null {
  const units = table.units.map((unit) => (unit.id === unitId ? { ...unit, takesReports: false } : unit));
  if (!table.units.some((unit) => unit.id === unitId && isRouted(unit))) return null;
  return standIn(unitId, { ...table, units }, unitMap(units, null), false)?.unitId ?? null;
}

function firstAllowed(found: RoutingReason[], map: UnitMap, bypassed: RoutingReason[]): RoutingReason | null {
  for (const reason of found) {
    if (map.allowed(reason.unitId)) return reason;
    const known = bypassed.some((earlier) => earlier.unitId === reason.unitId);
    if (!known) bypassed.push({ rule: 'accusedBypassed', unitId: reason.unitId });
  }
  return null;
}

/**
 * Intake, else the level above, else an office that is not under the accused unit, else any that at least is not the
 * accused unit.
 */
function lastResort(table: RoutingTable, map: UnitMap): RoutingReason {
  if (map.able(table.intakeUnitId)) return { rule: 'intake', unitId: table.intakeUnitId };
  const others = [table.upperUnitId, ...officesOfOthers(table), table.intakeUnitId];
  const free = others.find((id) => map.able(id)) ?? others.find((id) => map.allowed(id));
  return { rule: 'upper', unitId: free ?? topmostNotAccused(table, map) };
}

/**
 * Reached only when everybody stands under the accused unit: the level above, else any unit that at least is not the
 * accused one.
 */
function topmostNotAccused(table: RoutingTable, map: UnitMap): string {
  const { upperUnitId, intakeUnitId } = table;
  const others = [upperUnitId, intakeUnitId, ...table.units.map(({ id }) => id)];
  return others.find((id) => !map.isAccused(id)) ?? (map.accusedUnitId === upperUnitId ? intakeUnitId : upperUnitId);
}

/** The best units of the other duties assist. Nobody does where the matter may concern the very people who would. */
function assisting(question: RoutingQuestion, table: RoutingTable, map: UnitMap, responsibleUnitId: string): string[] {
  if (question.matter === 'misconduct' || question.matter === 'concealedAccident') return [];
  const usual = ordinary(question, table, map).filter(({ unitId }) => map.able(unitId));
  // With deaths, the unit that would have had the matter helps the unit that government named.
  const first = isAccident(question) ? usual.slice(0, 1) : [];
  const best = ASSISTING.flatMap((duty) => usual.find(({ rule }) => rule === duty) ?? []);
  const ids = [...first, ...best].map(({ unitId }) => unitId);
  return [...new Set(ids)].filter((id) => id !== responsibleUnitId);
}
const ASSISTING = ['regulates', 'does', 'nearest'] as const;
