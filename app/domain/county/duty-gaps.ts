import { type RoutingReason, type RoutingRule, type RoutingTable, route, topDuties } from '~/domain/report/routing';
import { type Matter, SECTORS, type Sector } from '~/domain/vocabulary';
import { ACCIDENTS, dutiesIn } from './duty-table';

/** What a line is about: trades, or the two kinds of matters that follow no trade. */
export type GapSubject = Sector | 'accidents' | 'misconduct';

/** A place of the duties in which not exactly one unit that can read is named. */
export type DutyGap = {
  /**
   * `nobody` is named, so that the nearest unit, intake or another office takes it; the named unit `cannotTake` it; or
   * `several` are named for the same, of whom the first takes it.
   */
  kind: 'nobody' | 'cannotTake' | 'several';
  of: GapSubject[];
  /** Where it is so: towns by code, and null for a report that names no town; `all` for everywhere. */
  towns: (string | null)[] | 'all';
  /** For which matters it is so; `all` where it makes no difference. */
  matters: Matter[] | 'all';
  /** The units that are named, the first one first. */
  named: string[];
  /** The unit that gets it; null where it is another one in each town. */
  goesTo: string | null;
  rule: RoutingReason['rule'];
};

/** Matters that follow the duties alone. */
const ORDINARY = ['majorRisk', 'hazard', 'violation'] as const satisfies readonly Matter[];

type Place = Pick<DutyGap, 'kind' | 'named' | 'goesTo' | 'rule'>;

/**
 * Holes and overlaps of a routing table, as an ordinary report that names neither board nor employer meets them. What is
 * the same for several trades, towns or matters is one line.
 */
export function dutyGaps(
  table: RoutingTable,
  towns: readonly string[],
  sectors: readonly Sector[] = SECTORS,
): DutyGap[] {
  const lines = new Map<string, DutyGap>();
  for (const sector of sectors) {
    for (const line of sectorGaps(sector, table, towns)) {
      const { of: _of, ...same } = line;
      const key = JSON.stringify(same);
      const known = lines.get(key);
      if (known) known.of.push(sector);
      else lines.set(key, line);
    }
  }
  return [...lines.values(), ...apartGaps(table)];
}

function sectorGaps(sector: Sector, table: RoutingTable, towns: readonly string[]): DutyGap[] {
  const places = [null, ...towns];
  const lines = new Map<string, DutyGap & { towns: (string | null)[]; goesToAll: Set<string> }>();
  for (const matters of mattersApart(table)) {
    for (const town of places) {
      for (const { goesTo, ...place } of placeGaps({ sector, town, matter: matters[0] }, table)) {
        // The nearest unit is another one in each town, which the table of nearest units says already.
        const key = JSON.stringify([matters, place, place.rule === 'nearest' ? null : goesTo]);
        const line = lines.get(key) ?? {
          ...place,
          of: [sector],
          towns: [],
          matters: matters.length === ORDINARY.length ? ('all' as const) : [...matters],
          goesTo,
          goesToAll: new Set<string>(),
        };
        line.towns.push(town);
        if (goesTo !== null) line.goesToAll.add(goesTo);
        lines.set(key, line);
      }
    }
  }
  return [...lines.values()].map(({ goesToAll, towns: found, ...line }) => ({
    ...line,
    goesTo: goesToAll.size === 1 ? line.goesTo : null,
    towns: found.length === places.length ? ('all' as const) : found,
  }));
}

/** Matters with a rule of their own are looked at one by one, and all others once. */
function mattersApart({ rules }: RoutingTable): (readonly [Matter, ...Matter[]])[] {
  const own = ORDINARY.filter((matter) => rules.some((rule) => rule.matter === matter));
  const [first, ...others] = ORDINARY.filter((matter) => !own.includes(matter));
  return [...(first ? [[first, ...others] as const] : []), ...own.map((matter) => [matter] as const)];
}

function placeGaps(at: { sector: Sector; town: string | null; matter: Matter }, table: RoutingTable): Place[] {
  const question = { ...at, board: null, employer: null, deaths: 0, accusedUnitId: null };
  return placesOf(route(question, table).reasons, FOLLOWED, topDuties(question, table));
}
const FOLLOWED = ['regulates', 'does'] as const;

/** What is to be said of a place where these reasons lead somewhere, by these rules of the duties. */
function placesOf(
  [chosen, standIn]: readonly RoutingReason[],
  followed: readonly RoutingReason['rule'][],
  rules: readonly RoutingRule[],
): Place[] {
  if (chosen === undefined) return [];
  const goesTo = (standIn ?? chosen).unitId;
  if (!followed.includes(chosen.rule)) {
    return [{ kind: 'nobody', named: [], goesTo, rule: (standIn ?? chosen).rule }];
  }
  const at = { goesTo, rule: chosen.rule };
  const named = [...new Set(rules.map(({ unitId }) => unitId))];
  return [
    ...(standIn ? [{ ...at, kind: 'cannotTake' as const, named: [chosen.unitId] }] : []),
    ...(named.length > 1 ? [{ ...at, kind: 'several' as const, named }] : []),
  ];
}

/** Deaths and concealed accidents, and misconduct of officials, which do not follow the trades. */
function apartGaps(table: RoutingTable): DutyGap[] {
  const asked = { sector: 'other', town: null, board: null, employer: null, deaths: 0, accusedUnitId: null } as const;
  const of = (subject: GapSubject, places: readonly Place[]) =>
    places.map((place) => ({ ...place, of: [subject], towns: 'all' as const, matters: 'all' as const }));
  const named = dutiesIn(table.rules, ACCIDENTS);
  const concealed = route({ ...asked, matter: 'concealedAccident' }, table).reasons;
  const misconduct = route({ ...asked, matter: 'misconduct' }, table).reasons;
  // Where nobody is named for accidents, an office of the county takes them by their trade, so that it is not one unit.
  const accidents: Place[] =
    named.length === 0
      ? [{ kind: 'nobody', named: [], goesTo: null, rule: 'concealedInCounty' }]
      : placesOf(concealed, ['concealedInCounty'], named);
  return [...of('accidents', accidents), ...of('misconduct', placesOf(misconduct, ['misconductToDiscipline'], []))];
}
