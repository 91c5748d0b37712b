import type { Localized } from '~/domain/localized';
import { isRouted } from '~/domain/staff/unit-kinds';

/** How people reach a unit; what it does not say is null. */
export type UnitContacts = { phone: string | null; address: Localized | null; hours: Localized | null };

/** A unit as it stands, or shall stand, on the signed list. */
export type UnitEntry = {
  id: string;
  kind: string;
  code: string;
  names: Localized;
  parentUnitId: string | null;
  successorIds: string[];
  closedOn: string | null;
  contacts?: UnitContacts | undefined;
};

/** Why a unit cannot be merged or closed as was asked. */
export type ClosingProblem =
  /** No such unit, or one that is already closed. */
  | 'closed'
  /** Its kind takes no reports: the county has one such office, whose people are changed instead. */
  | 'kind'
  /** The routing names it as intake or as the level above. */
  | 'inTerms'
  /** The successor does not exist, is closed, is not yet on the signed list or does other work. */
  | 'successor'
  | 'sameUnit'
  /** Without a successor: rules, boards or employers still lead to it. */
  | 'routed'
  /** Without a successor: cases are open there. */
  | 'openCases'
  /** Without a successor: other units stand under it. */
  | 'above';

/** The units above this one, nearest first; a circle ends where it closes. */
function above(unitId: string, units: readonly UnitEntry[]): string[] {
  const found: string[] = [];
  const parentOf = (id: string) => units.find((one) => one.id === id)?.parentUnitId ?? null;
  for (let id = parentOf(unitId); id !== null && id !== unitId && !found.includes(id); id = parentOf(id))
    found.push(id);
  return found;
}

/** Would a unit under this parent stand above itself? */
export const makesCircle = (unitId: string, parentUnitId: string, units: readonly UnitEntry[]): boolean =>
  unitId === parentUnitId || [parentUnitId, ...above(parentUnitId, units)].includes(unitId);

/** Units that may take over another's work: of its own kind, and departments and towns each other's. */
export function mayTakeOver(from: Pick<UnitEntry, 'kind'>, to: Pick<UnitEntry, 'kind'>): boolean {
  const trades = ['department', 'town'];
  return isRouted(to) && (from.kind === to.kind || (trades.includes(from.kind) && trades.includes(to.kind)));
}

export type Closing = { unitId: string; successorId: string | null; day: string };

/** What stands in the way of a merger or a closing, besides what lies at the unit; null where nothing does. */
export function closingProblem(
  { unitId, successorId }: Closing,
  units: readonly UnitEntry[],
  terms: readonly string[],
): ClosingProblem | null {
  const unit = units.find(({ id }) => id === unitId);
  if (unit === undefined || unit.closedOn !== null) return 'closed';
  if (!isRouted(unit)) return 'kind';
  if (terms.includes(unitId)) return 'inTerms';
  if (successorId === null) return units.some((one) => isUnder(one, unitId)) ? 'above' : null;
  if (successorId === unitId) return 'sameUnit';
  const successor = units.find(({ id }) => id === successorId);
  return successor?.closedOn === null && mayTakeOver(unit, successor) ? null : 'successor';
}

const isUnder = ({ parentUnitId, closedOn }: UnitEntry, unitId: string): boolean =>
  parentUnitId === unitId && closedOn === null;

/**
 * The entries that a merger or a closing changes: the unit itself, and those under it, which come under its successor.
 * A successor that stood under the unit comes under the unit's own level above, so that nobody stands above itself.
 */
export function closed({ unitId, successorId, day }: Closing, units: readonly UnitEntry[]): UnitEntry[] {
  const unit = units.find(({ id }) => id === unitId);
  if (unit === undefined) return [];
  const own = { ...unit, successorIds: successorId === null ? [] : [successorId], closedOn: day };
  if (successorId === null) return [own];
  const raised = [successorId, ...above(successorId, units)];
  return [
    own,
    ...units
      .filter((one) => isUnder(one, unitId))
      .map((one) => ({ ...one, parentUnitId: raised.includes(one.id) ? unit.parentUnitId : successorId })),
  ];
}

/** The tree with these entries in place of their former ones, or added. */
export function withEntries(units: readonly UnitEntry[], entries: readonly UnitEntry[]): UnitEntry[] {
  const changed = new Map(entries.map((one) => [one.id, one]));
  const known = new Set(units.map(({ id }) => id));
  return [...units.map((one) => changed.get(one.id) ?? one), ...entries.filter(({ id }) => !known.has(id))];
}

/** The regulators of a board or an employer with the successor in a unit's place; what it already does is not doubled. */
export function handedOn<R extends { unitId: string; duty: string; sectors: readonly string[] }>(
  regulators: readonly R[],
  fromUnitId: string,
  toUnitId: string,
): R[] {
  const said = new Set<string>();
  return regulators
    .map((one) => (one.unitId === fromUnitId ? { ...one, unitId: toUnitId } : one))
    .filter(({ unitId, duty, sectors }) => {
      const name = JSON.stringify([unitId, duty, [...sectors].sort()]);
      return !said.has(name) && said.add(name);
    });
}
