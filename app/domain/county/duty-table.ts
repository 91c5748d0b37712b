import type { RoutingDuty, RoutingRule } from '~/domain/report/routing';
import type { Shown } from '~/domain/shown-entry';
import type { Sector } from '~/domain/vocabulary';

/** One place of the duties table: who has this duty for a sector, in a town, for a matter; `*` stands for any. */
export type DutyCell = Pick<RoutingRule, 'sector' | 'area' | 'matter' | 'duty'>;
type Rules = readonly RoutingRule[];

const isIn = (rule: RoutingRule, cell: DutyCell): boolean =>
  rule.sector === cell.sector && rule.area === cell.area && rule.matter === cell.matter && rule.duty === cell.duty;

const byId = (a: RoutingRule, b: RoutingRule): number => (a.id < b.id ? -1 : 1);

/**
 * Units that stand in a place, the leading one first. Where several do, the others count only when the first is
 * accused.
 */
export const dutiesIn = (rules: Rules, cell: DutyCell): RoutingRule[] =>
  rules.filter((rule) => isIn(rule, cell)).sort(byId);

/** Name of the form field for a place of the table. */
export type DutyField = { field: string; cell: DutyCell };

/** The form values of places: who stands in each, the leading one first. */
export const dutiesShown = (rules: Rules, fields: readonly DutyField[]): Shown =>
  Object.fromEntries(
    fields.map(({ field, cell }) => [
      field,
      dutiesIn(rules, cell)
        .map(({ unitId }) => unitId)
        .join(' '),
    ]),
  );

/** The form of one sector: the county's regulator, and the regulators of towns. */
export const sectorFields = (sector: Sector, towns: readonly string[]): DutyField[] => [
  { field: 'county', cell: { sector, ...COUNTY_WIDE } },
  ...towns.map((area) => ({ field: `town.${area}`, cell: { sector, ...COUNTY_WIDE, area } })),
];

/** The form for the nearest unit of each town. */
export const nearestFields = (towns: readonly string[]): DutyField[] =>
  towns.map((area) => ({ field: `town.${area}`, cell: { sector: '*', matter: '*', duty: 'nearest', area } }));

/** The duties of each of these units, by unit id. */
export const unitsDutiesShown = (rules: Rules, unitIds: readonly string[]): Shown =>
  Object.fromEntries(
    unitIds.map((unitId) => {
      const own = rules.filter((rule) => rule.unitId === unitId).map(({ id }) => id);
      return [unitId, own.sort().join(' ')];
    }),
  );

/**
 * The duties with this unit alone in this place; null empties it. If it already leads there, it and the others stay.
 */
export function withDuty(rules: Rules, cell: DutyCell, unitId: string | null): RoutingRule[] {
  const [first] = dutiesIn(rules, cell);
  if ((first?.unitId ?? null) === unitId) return [...rules];
  const others = rules.filter((rule) => !isIn(rule, cell));
  if (unitId === null) return others;
  const id = first?.id ?? freeId(rules, cell);
  return [...others, { ...cell, id, unitId }];
}

/**
 * The id comes from the place, so that a place that is emptied and filled again is the same duty to whoever reads the
 * change.
 */
function freeId(rules: Rules, { sector, area, matter, duty }: DutyCell): string {
  const name = [duty, sector, area, matter].map((part) => (part === '*' ? 'any' : part)).join('-');
  const taken = new Set(rules.map(({ id }) => id));
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? name : `${name}-${n}`;
    if (!taken.has(id)) return id;
  }
}

/**
 * Hands what one unit does, in one sector or in all of them, to another unit; a duty that the other already has is not
 * doubled.
 */
export function withMoved(
  rules: Rules,
  { sector, fromUnitId, toUnitId }: { sector: Sector | null; fromUnitId: string; toUnitId: string },
): RoutingRule[] {
  const moves = (rule: RoutingRule) => rule.unitId === fromUnitId && (sector === null || rule.sector === sector);
  const has = (cell: DutyCell) => rules.some((rule) => isIn(rule, cell) && rule.unitId === toUnitId && !moves(rule));
  return rules.flatMap((rule) => (moves(rule) ? (has(rule) ? [] : [{ ...rule, unitId: toUnitId }]) : [rule]));
}

/** The difference between two sets of duties, by id: those to be removed, and those to be written. */
export function dutyChanges(before: Rules, after: Rules): { removed: string[]; written: RoutingRule[] } {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const now = new Set(after.map(({ id }) => id));
  const written = after.filter((rule) => {
    const was = old.get(rule.id);
    return was === undefined || was.unitId !== rule.unitId || !isIn(rule, was);
  });
  return { removed: before.map(({ id }) => id).filter((id) => !now.has(id)), written };
}

export const COUNTY_WIDE = { area: '*', matter: '*', duty: 'regulates' } as const;
/** The unit that the county names for deaths and concealed accidents. */
export const ACCIDENTS = { sector: '*', area: '*', matter: '*', duty: 'accidents' } as const;

export const ACCIDENTS_FIELD: DutyField = { field: 'unitId', cell: ACCIDENTS };

/**
 * Duties that the table by sector and town does not show: those for single matters, and those that neither regulate nor
 * are nearest.
 */
export function otherDuties(rules: Rules): RoutingRule[] {
  const isShown = (rule: RoutingRule) =>
    rule.matter === '*' &&
    (rule.duty === 'regulates'
      ? rule.sector !== '*'
      : isIn(rule, ACCIDENTS) || (rule.duty === 'nearest' && rule.sector === '*' && rule.area !== '*'));
  return rules.filter((rule) => !isShown(rule)).sort(byId);
}

export const DUTIES = ['regulates', 'does', 'nearest', 'accidents'] as const satisfies readonly RoutingDuty[];

/** The duties with these units in this place, the leading one first, and nobody else. */
export function withDuties(rules: Rules, cell: DutyCell, unitIds: readonly string[]): RoutingRule[] {
  const made = rules.filter((rule) => !isIn(rule, cell));
  for (const unitId of unitIds) made.push({ ...cell, id: freeId(made, cell), unitId });
  return made;
}
