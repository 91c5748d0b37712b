import { isRouted } from './routing';

/** A unit with the one above it. */
export type UnitPlace = { id: string; kind: string; parentUnitId: string | null };

/**
 * Which units may be given a case: none that it is about (`isAccused`), and none under those; where every unit that takes
 * cases stands under them (a report about the topmost), only the accused themselves are left out. One rule for
 * transfers, for escrows asked from above, on the server and in browsers.
 */
export function freeOfAccused(
  units: readonly UnitPlace[],
  isAccused: (unitId: string) => boolean,
): (unitId: string) => boolean {
  const parents = new Map(units.map(({ id, parentUnitId }) => [id, parentUnitId]));
  const under = (unitId: string) => {
    const seen = new Set<string>();
    for (let at: string | null = unitId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
      if (isAccused(at)) return true;
      seen.add(at);
    }
    return false;
  };
  const anyFree = units.some((unit) => isRouted(unit) && !under(unit.id));
  return (unitId) => !(anyFree ? under(unitId) : isAccused(unitId));
}
