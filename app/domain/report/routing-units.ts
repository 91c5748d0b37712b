import { isRouted } from '~/domain/staff/unit-kinds';

export type RoutingUnit = {
  id: string;
  code: string;
  kind: string;
  areaCode: string | null;
  parentUnitId: string | null;
  /** Units that took this one over when it was merged or closed. */
  successorIds: readonly string[];
  closedOn: string | null;
  /** Whether two people can open what is sealed to it. */
  takesReports: boolean;
};
export type UnitMap = {
  units: ReadonlyMap<string, RoutingUnit>;
  /** The unit exists, is neither the accused unit nor its successor, and lies under none of these. */
  allowed: (unitId: string) => boolean;
  /** The unit is allowed, and takes reports. */
  able: (unitId: string) => boolean;
  /** The unit is the accused one or its successor. */
  isAccused: (unitId: string) => boolean;
  accusedUnitId: string | null;
};

export function unitMap(all: readonly RoutingUnit[], accusedUnitId: string | null): UnitMap {
  const units = new Map(all.map((unit) => [unit.id, unit]));
  const accused = new Set(accusedUnitId === null ? [] : [accusedUnitId, ...successors(accusedUnitId, units)]);
  const allowed = (unitId: string) => units.has(unitId) && !chainUp(unitId, units).some((id) => accused.has(id));
  const able = (unitId: string) => {
    const unit = units.get(unitId);
    return unit !== undefined && isRouted(unit) && unit.closedOn === null && unit.takesReports && allowed(unitId);
  };
  return { units, allowed, able, isAccused: (unitId) => accused.has(unitId), accusedUnitId };
}

/** Discipline inspection, then the level above: units that take what concerns others, whatever the rules say. */
export const officesOfOthers = ({ units }: { units: readonly RoutingUnit[] }): string[] =>
  ['discipline', 'upper'].flatMap((kind) => units.filter((unit) => unit.kind === kind).map(({ id }) => id));

/** The units that took the unit over, and those that took them over in turn. */
export function successors(unitId: string, units: ReadonlyMap<string, Pick<RoutingUnit, 'successorIds'>>): string[] {
  const found = [unitId];
  for (const id of found) found.push(...(units.get(id)?.successorIds ?? []).filter((next) => !found.includes(next)));
  return found.slice(1);
}

/** The unit and those above it, nearest first; a circle of parents ends where it closes. */
export function chainUp(unitId: string, units: ReadonlyMap<string, RoutingUnit>): string[] {
  const chain: string[] = [];
  for (let id: string | null = unitId; id !== null && !chain.includes(id); id = units.get(id)?.parentUnitId ?? null) {
    if (units.has(id)) chain.push(id);
    else break;
  }
  return chain;
}
