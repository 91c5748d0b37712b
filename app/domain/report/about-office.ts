import type { RoutingTable } from './routing-candidates';
import { officesOfOthers, unitMap } from './routing-units';

/**
 * Is the report about the office itself? So it is where nobody is left here who may take what concerns others: intake,
 * discipline inspection and the level above all are the accused unit, stand under it, or can open nothing. Departments
 * are no way out, since each answers to that office. A report about the level above is none of these.
 */
export function isAboutOffice(accusedUnitId: string | null, table: RoutingTable): boolean {
  if (accusedUnitId === null) return false;
  const map = unitMap(table.units, accusedUnitId);
  if (!map.units.has(accusedUnitId) || map.isAccused(table.upperUnitId)) return false;
  return ![table.intakeUnitId, table.upperUnitId, ...officesOfOthers(table)].some(map.able);
}

/** The open units about which a report is one about the office itself. */
export const officeItself = (table: RoutingTable): string[] =>
  table.units.filter(({ id, closedOn }) => closedOn === null && isAboutOffice(id, table)).map(({ id }) => id);

/** Does the level above have members here who can open what is sealed to it? Then nothing goes outside. */
export const superiorIsInside = ({ units, upperUnitId }: RoutingTable): boolean =>
  unitMap(units, null).able(upperUnitId);
