import fc from 'fast-check';
import { DUTIES, type DutyCell, withDuty, withMoved } from '~/domain/county/duty-table';
import type { RoutingQuestion, RoutingRule, RoutingTable } from '~/domain/report/routing';
import type { RoutingUnit } from '~/domain/report/routing-units';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import { regulatorFor, type SiteRegulator } from '~/envelope/keys/site-regulator';

/**
 * A county's routing as it stands after some acts: duties, sites (boards and employers alike), the tree, and who can
 * read.
 */
type World = { table: RoutingTable; sites: Map<string, SiteRegulator[]> };
type Edit = { text: string; apply: (world: World) => World };

export const TOWNS = ['T1', 'T2'];
const KINDS = [
  'intake',
  'upper',
  'discipline',
  'department',
  'department',
  'department',
  'town',
  'town',
  'intake',
  'upper',
] as const;
const IDS = KINDS.map((_, i) => `u${i}`);
const SITES = ['S1', 'S2', 'S3'];

export const someUnit = fc.constantFrom(...IDS);
const someSector = fc.constantFrom(...SECTORS);
export const cells: fc.Arbitrary<DutyCell> = fc.record({
  sector: fc.constantFrom('*' as const, ...SECTORS),
  area: fc.constantFrom('*', ...TOWNS),
  matter: fc.constantFrom('*' as const, '*' as const, ...MATTERS),
  duty: fc.constantFrom(...DUTIES),
});
const regulators: fc.Arbitrary<SiteRegulator[]> = fc.array(
  fc.record({
    unitId: someUnit,
    duty: fc.constantFrom('trade' as const, 'special' as const),
    sectors: fc.uniqueArray(someSector, { maxLength: 3 }),
  }),
  { maxLength: 3 },
);

const withRules = (world: World, rules: RoutingRule[]): World => ({ ...world, table: { ...world.table, rules } });
const withUnit = (world: World, id: string, changed: Partial<RoutingUnit>): World => ({
  ...world,
  table: { ...world.table, units: world.table.units.map((one) => (one.id === id ? { ...one, ...changed } : one)) },
});

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(cells, fc.option(someUnit, { nil: null })).map(([cell, unitId]) => ({
    text: `set ${JSON.stringify(cell)} ${unitId}`,
    apply: (world: World) => withRules(world, withDuty(world.table.rules, cell, unitId)),
  })),
  fc.record({ sector: fc.option(someSector, { nil: null }), fromUnitId: someUnit, toUnitId: someUnit }).map((move) => ({
    text: `move ${JSON.stringify(move)}`,
    apply: (world: World) => withRules(world, withMoved(world.table.rules, move)),
  })),
  fc.tuple(fc.constantFrom(...SITES), regulators).map(([site, named]) => ({
    text: `site ${site} ${JSON.stringify(named)}`,
    apply: (world: World) => ({ ...world, sites: new Map([...world.sites, [site, named]]) }),
  })),
  fc.constantFrom(...SITES).map((site) => ({
    text: `close ${site}`,
    apply: (world: World) => ({ ...world, sites: new Map([...world.sites].filter(([code]) => code !== site)) }),
  })),
  fc.tuple(someUnit, fc.uniqueArray(someUnit, { maxLength: 2 })).map(([id, successorIds]) => ({
    text: `end ${id} for ${successorIds.join()}`,
    apply: (world: World) => withUnit(world, id, { closedOn: '2026-01-01', successorIds }),
  })),
  fc.tuple(someUnit, fc.boolean()).map(([id, takesReports]) => ({
    text: `${id} reads: ${takesReports}`,
    apply: (world: World) => withUnit(world, id, { takesReports }),
  })),
  fc.tuple(fc.constantFrom('u0', 'u8'), fc.constantFrom('u1', 'u9')).map(([intakeUnitId, upperUnitId]) => ({
    text: `terms ${intakeUnitId} ${upperUnitId}`,
    apply: (world: World) => ({ ...world, table: { ...world.table, intakeUnitId, upperUnitId } }),
  })),
  fc.tuple(someUnit, fc.constantFrom(null, ...TOWNS)).map(([id, areaCode]) => ({
    text: `${id} sits in ${areaCode}`,
    apply: (world: World) => withUnit(world, id, { areaCode }),
  })),
  fc.tuple(someUnit, fc.option(someUnit, { nil: null })).map(([id, parentUnitId]) => ({
    text: `${id} under ${parentUnitId}`,
    apply: (world: World) => withUnit(world, id, { parentUnitId }),
  })),
);

const unitOf = (id: string, i: number): RoutingUnit => ({
  id,
  code: id,
  kind: KINDS[i] ?? 'department',
  areaCode: KINDS[i] === 'town' ? (TOWNS[i - 6] ?? null) : null,
  parentUnitId: i === 1 ? null : 'u1',
  successorIds: [],
  closedOn: null,
  takesReports: true,
});
const AT_SET_UP: World = {
  table: { units: IDS.map(unitOf), rules: [], intakeUnitId: 'u0', upperUnitId: 'u1' },
  sites: new Map(),
};
export const edited = (acts: readonly Edit[]): World => acts.reduce((world, { apply }) => apply(world), AT_SET_UP);

/** Every combination of sector, town, site (as a board or an employer) and accused unit. */
export function* questions({ sites }: World): Generator<RoutingQuestion> {
  for (const sector of SECTORS) {
    const regulated = [...sites.values()].flatMap((named) => regulatorFor(named, sector) ?? []);
    const boards = regulated.map((regulatorUnitId) => ({ board: { siteCode: 'S', regulatorUnitId }, employer: null }));
    const employers = regulated.map((regulatorUnitId) => ({ board: null, employer: { regulatorUnitId } }));
    for (const at of [{ board: null, employer: null }, ...boards, ...employers]) {
      for (const town of [null, ...TOWNS]) {
        for (const accusedUnitId of [null, ...IDS]) {
          for (const matter of ['hazard', 'misconduct', 'concealedAccident'] as const) {
            yield { ...at, sector, town, accusedUnitId, matter, deaths: 0 };
          }
        }
      }
    }
  }
}
