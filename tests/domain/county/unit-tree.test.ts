import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closed, closingProblem, handedOn, makesCircle, type UnitEntry, withEntries } from '~/domain/county/unit-tree';
import { type RoutingQuestion, type RoutingTable, route } from '~/domain/report/routing';
import { unitMap } from '~/domain/report/routing-units';
import { SECTORS } from '~/domain/vocabulary';

const INTAKE = 'intake';
const UPPER = 'upper';
const KINDS = ['department', 'department', 'department', 'town', 'discipline'];
const unitOf = (id: string, kind: string, parentUnitId: string | null): UnitEntry => ({
  id,
  kind,
  code: id,
  names: { zh: id },
  parentUnitId,
  successorIds: [],
  closedOn: null,
});
const AT_SET_UP: UnitEntry[] = [
  unitOf(INTAKE, 'intake', UPPER),
  unitOf(UPPER, 'upper', null),
  ...KINDS.map((kind, i) => unitOf(`u${i}`, kind, UPPER)),
];

type World = { units: UnitEntry[]; rules: RoutingTable['rules']; readers: ReadonlySet<string> };
type Edit = (world: World, n: number) => World;
const id = fc.constantFrom(...AT_SET_UP.map((one) => one.id), 'n0', 'n1');
const TERMS = [INTAKE, UPPER];

/** Each act does what its service does: what the rule refuses changes nothing. */
const edits: fc.Arbitrary<Edit> = fc.oneof(
  id.map(
    (parent): Edit =>
      (world, n) => {
        const found = world.units.find((one) => one.id === parent);
        // A new unit has an id that none had before.
        if (found?.closedOn !== null || world.units.some((one) => one.id === `n${n}`)) return world;
        return { ...world, units: withEntries(world.units, [unitOf(`n${n}`, 'department', parent)]) };
      },
  ),
  fc.tuple(id, id).map(
    ([unitId, parentUnitId]): Edit =>
      (world) => {
        const unit = world.units.find((one) => one.id === unitId);
        const parent = world.units.find((one) => one.id === parentUnitId);
        if (unit?.closedOn !== null || parent?.closedOn !== null) return world;
        if (makesCircle(unitId, parentUnitId, world.units)) return world;
        return { ...world, units: withEntries(world.units, [{ ...unit, parentUnitId }]) };
      },
  ),
  fc.tuple(id, id).map(
    ([unitId, successorId]): Edit =>
      (world) => {
        const closing = { unitId, successorId, day: '2026-12-01' };
        if (closingProblem(closing, world.units, TERMS) !== null) return world;
        const rules = world.rules.map((rule) => (rule.unitId === unitId ? { ...rule, unitId: successorId } : rule));
        return { ...world, rules, units: withEntries(world.units, closed(closing, world.units)) };
      },
  ),
  id.map(
    (unitId): Edit =>
      (world) => {
        const closing = { unitId, successorId: null, day: '2026-12-01' };
        if (closingProblem(closing, world.units, TERMS) !== null) return world;
        if (world.rules.some((rule) => rule.unitId === unitId)) return world;
        return { ...world, units: withEntries(world.units, closed(closing, world.units)) };
      },
  ),
  fc.tuple(fc.constantFrom(...SECTORS), id).map(
    ([sector, unitId]): Edit =>
      (world) => {
        if (world.units.find((one) => one.id === unitId)?.closedOn !== null) return world;
        const rule = { id: `r-${sector}`, sector, area: '*', matter: '*', duty: 'regulates', unitId } as const;
        return { ...world, rules: [...world.rules.filter((one) => one.id !== rule.id), rule] };
      },
  ),
  fc.tuple(id, fc.boolean()).map(
    ([unitId, reads]): Edit =>
      (world) => {
        const readers = new Set(world.readers);
        if (reads) readers.add(unitId);
        else if (!TERMS.includes(unitId)) readers.delete(unitId);
        return { ...world, readers };
      },
  ),
);
const edited = (acts: readonly Edit[]): World =>
  acts.reduce<World>((world, edit, n) => edit(world, n % 2), {
    units: AT_SET_UP,
    rules: [],
    readers: new Set(AT_SET_UP.map((one) => one.id)),
  });

/** How far up the tree goes from a unit; as far as there are units where it goes in a circle. */
function stepsUp({ parentUnitId }: UnitEntry, units: readonly UnitEntry[]): number {
  let [at, steps] = [parentUnitId, 0];
  for (; at !== null && steps < units.length; steps += 1) at = units.find((one) => one.id === at)?.parentUnitId ?? null;
  return steps;
}

const tableOf = ({ units, rules, readers }: World): RoutingTable => ({
  units: units.map((one) => ({ ...one, areaCode: null, takesReports: readers.has(one.id) && one.closedOn === null })),
  rules,
  intakeUnitId: INTAKE,
  upperUnitId: UPPER,
});

describe('units edited by any acts', () => {
  it('never stand above themselves, and a closed one has nobody under it and nothing leading to it', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 30 }), (acts) => {
        const { units, rules } = edited(acts);
        for (const one of units) {
          expect(stepsUp(one, units)).toBeLessThan(units.length);
          if (one.closedOn === null) continue;
          expect(units.filter(({ parentUnitId, closedOn }) => closedOn === null && parentUnitId === one.id)).toEqual(
            [],
          );
          expect(rules.filter(({ unitId }) => unitId === one.id)).toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('lead every report to exactly one unit: never the accused, who took it over or stands under it, nor one that cannot read', () => {
    fc.assert(
      fc.property(
        fc.array(edits, { maxLength: 30 }),
        fc.constantFrom(...SECTORS),
        fc.option(id, { nil: null }),
        (acts, sector, accused) => {
          const world = edited(acts);
          const table = tableOf(world);
          const accusedUnitId = world.units.some((one) => one.id === accused) ? accused : null;
          for (const matter of ['hazard', 'misconduct', 'concealedAccident'] as const) {
            const asked: RoutingQuestion = { sector, town: null, matter, board: null, deaths: 0, accusedUnitId };
            const found = route(asked, table).responsibleUnitId;
            const map = unitMap(table.units, accusedUnitId);
            const reversed = { ...table, units: [...table.units].reverse() };
            expect(route(asked, reversed).responsibleUnitId).toBe(found);
            expect(map.isAccused(found)).toBe(false);
            if (TERMS.some(map.able)) expect(map.able(found)).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a unit that ends', () => {
  const under = (units: UnitEntry[], one: string, parentUnitId: string) =>
    units.map((unit) => (unit.id === one ? { ...unit, parentUnitId } : unit));

  it('leaves those under it to its successor, and a successor that stood under it to its own level above', () => {
    const tree = under(under(AT_SET_UP, 'u1', 'u0'), 'u2', 'u0');
    const changed = withEntries(tree, closed({ unitId: 'u0', successorId: 'u1', day: '2026-12-01' }, tree));
    const parent = (one: string) => changed.find((unit) => unit.id === one)?.parentUnitId;
    expect([parent('u1'), parent('u2'), parent('u3')]).toEqual([UPPER, 'u1', UPPER]);
    expect(changed.find((unit) => unit.id === 'u0')).toMatchObject({ successorIds: ['u1'], closedOn: '2026-12-01' });
  });

  it('is refused by its first reason', () => {
    const tree = [...under(AT_SET_UP, 'u1', 'u0'), unitOf('g', 'guardians', UPPER)];
    const why = (unitId: string, successorId: string | null) =>
      closingProblem({ unitId, successorId, day: '2026-12-01' }, tree, TERMS);
    expect([why('x', 'u1'), why('g', 'u1'), why(INTAKE, 'u1')]).toEqual(['closed', 'kind', 'inTerms']);
    expect([
      why('u0', null),
      why('u0', 'u0'),
      why('u0', 'g'),
      why('u0', 'u4'),
      why('u0', 'u3'),
      why('u2', null),
    ]).toEqual(['above', 'sameUnit', 'successor', 'successor', null, null]);
  });
});

describe('regulators of a unit that was merged', () => {
  it('are its successor, once for each duty', () => {
    const one = (unitId: string, duty: string, sectors: string[] = []) => ({ unitId, duty, sectors });
    const handed = handedOn(
      [one('a', 'trade'), one('a', 'special', ['fire']), one('b', 'special', ['fire'])],
      'a',
      'b',
    );
    expect(handed).toEqual([one('b', 'trade'), one('b', 'special', ['fire'])]);
  });
});
