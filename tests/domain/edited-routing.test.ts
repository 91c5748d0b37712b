import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DUTIES, type DutyCell, dutiesIn, dutyChanges, withDuty, withMoved } from '~/domain/county/duty-table';
import { type RoutingQuestion, type RoutingRule, type RoutingTable, route } from '~/domain/report/routing';
import { type RoutingUnit, unitMap } from '~/domain/report/routing-units';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import { regulatorFor, type SiteRegulator } from '~/envelope/keys/site-regulator';

/**
 * A county's routing as it stands after some acts: duties, sites (boards and employers alike), the tree, and who can
 * read.
 */
type World = { table: RoutingTable; sites: Map<string, SiteRegulator[]> };
type Edit = { text: string; apply: (world: World) => World };

const TOWNS = ['T1', 'T2'];
const KINDS = ['intake', 'upper', 'discipline', 'department', 'department', 'department', 'town', 'town'] as const;
const IDS = KINDS.map((_, i) => `u${i}`);
const SITES = ['S1', 'S2', 'S3'];

const someUnit = fc.constantFrom(...IDS);
const someSector = fc.constantFrom(...SECTORS);
const cells: fc.Arbitrary<DutyCell> = fc.record({
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

const edits: fc.Arbitrary<Edit> = fc.oneof(
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
const edited = (acts: readonly Edit[]): World => acts.reduce((world, { apply }) => apply(world), AT_SET_UP);

/** Every combination of sector, town, site (as a board or an employer) and accused unit. */
function* questions({ sites }: World): Generator<RoutingQuestion> {
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

/** What is wrong with the unit to which a question leads, or null. */
function faultOf(asked: RoutingQuestion, { units, ...rest }: RoutingTable): string | null {
  const table = { units, ...rest };
  const found = route(asked, table).responsibleUnitId;
  const map = unitMap(units, asked.accusedUnitId);
  const turned = { ...table, rules: [...table.rules].reverse() };
  if (!map.units.has(found)) return `no unit ${found}`;
  if (route(asked, turned).responsibleUnitId !== found) return `two units, by the order of rows: ${found}`;
  const others = units.some(({ id }) => !map.isAccused(id));
  if (others && map.isAccused(found)) return `the accused ${found}`;
  const standing = [table.intakeUnitId, table.upperUnitId].some(map.able);
  if (standing && !map.allowed(found)) return `under the accused: ${found}`;
  if (standing && !map.able(found)) return `cannot read: ${found}`;
  return null;
}

describe('a routing table edited by any acts', () => {
  it('leads every question to one unit: never the accused or under it, never one that cannot read while intake or the level above can', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 25 }), (acts) => {
        const world = edited(acts);
        for (const asked of questions(world)) {
          const fault = faultOf(asked, world.table);
          if (fault !== null) throw new Error(`${fault} for ${JSON.stringify(asked)}`);
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('has exactly whom an act set, and nothing else moved', () => {
    fc.assert(
      fc.property(
        fc.array(edits, { maxLength: 25 }),
        cells,
        fc.option(someUnit, { nil: null }),
        (acts, cell, unitId) => {
          const { rules } = edited(acts).table;
          const after = withDuty(rules, cell, unitId);
          expect(dutiesIn(after, cell)[0]?.unitId ?? null).toBe(unitId);
          const elsewhere = (all: readonly RoutingRule[]) =>
            all.filter((rule) => !dutiesIn(all, cell).includes(rule)).sort((a, b) => (a.id < b.id ? -1 : 1));
          expect(elsewhere(after)).toEqual(elsewhere(rules));
          expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
        },
      ),
    );
  });

  it('is written by what differs: removing and writing these makes the one of the other', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 15 }), fc.array(edits, { maxLength: 15 }), (first, more) => {
        const before = edited(first).table.rules;
        const after = edited([...first, ...more]).table.rules;
        const { removed, written } = dutyChanges(before, after);
        const kept = new Map(before.filter(({ id }) => !removed.includes(id)).map((rule) => [rule.id, rule]));
        for (const rule of written) kept.set(rule.id, rule);
        const sorted = (all: Iterable<RoutingRule>) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(kept.values())).toEqual(sorted(after));
      }),
    );
  });

  it('leaves nothing with a unit whose duties all moved, and doubles none', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 25 }), someUnit, someUnit, (acts, fromUnitId, toUnitId) => {
        fc.pre(fromUnitId !== toUnitId);
        const { rules } = edited(acts).table;
        const after = withMoved(rules, { sector: null, fromUnitId, toUnitId });
        expect(after.some(({ unitId }) => unitId === fromUnitId)).toBe(false);
        const places = (all: readonly RoutingRule[]) =>
          new Set(all.map(({ sector, area, matter, duty }) => [sector, area, matter, duty].join()));
        expect(places(after)).toEqual(places(rules));
      }),
    );
  });
});
