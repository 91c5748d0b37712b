import { isRouted } from '~/domain/staff/unit-kinds';

/** A unit, the one above it, and those that took it over when it was merged or closed. */
export type UnitPlace = {
  id: string;
  kind: string;
  parentUnitId: string | null;
  successorIds?: readonly string[];
  closedOn?: string | null;
};

/**
 * Which units may have to do with a case. Left out are those that the case is about (`isAccused`), those that took such
 * a unit over, and all units under any of these, in each of the given trees: first the one in force, then the one of
 * the day the report was sent. Where every unit that takes cases stands under them (a report about the topmost unit),
 * only the accused and their successors are left out. Transfers, escrows, identities and payees all follow this one
 * rule, on the server and in browsers.
 */
export function freeOfAccused(
  units: readonly UnitPlace[],
  isAccused: (unitId: string) => boolean,
  formerUnits: readonly UnitPlace[] = [],
): (unitId: string) => boolean {
  const all = [...units, ...formerUnits];
  const under = reached(all, isAccused, true);
  const anyFree = units.some((unit) => isRouted(unit) && (unit.closedOn ?? null) === null && !under.has(unit.id));
  const barred = anyFree ? under : reached(all, isAccused, false);
  return (unitId) => !isAccused(unitId) && !barred.has(unitId);
}

/** May somebody with these present and former offices take part? Not when any of the offices may not. */
export const isFreePerson = (officeIds: readonly string[], isFree: (unitId: string) => boolean): boolean =>
  officeIds.every(isFree);

/** The accused units and all their successors; with `below`, also every unit under any of these. */
function reached(units: readonly UnitPlace[], isAccused: (unitId: string) => boolean, below: boolean): Set<string> {
  const next = new Map<string, string[]>();
  const lead = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to]);
  for (const { id, parentUnitId, successorIds = [] } of units) {
    for (const successor of successorIds) lead(id, successor);
    if (below && parentUnitId !== null) lead(parentUnitId, id);
  }
  const found = new Set<string>();
  // An accused unit that stands in no tree any more may still be named as somebody's parent.
  const waiting = [...new Set([...units.map(({ id }) => id), ...next.keys()])].filter(isAccused);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    waiting.push(...(next.get(at) ?? []));
  }
  return found;
}
