import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeOfAccused, isFreePerson, type UnitPlace } from '~/domain/case/accused-unit';

const KINDS = ['department', 'town', 'intake', 'upper', 'custodians', 'guardians', 'finance'] as const;
const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Any tree, including one that a mistake or an intruder bent into a circle. */
const anyTree: fc.Arbitrary<UnitPlace[]> = fc.tuple(
  ...IDS.map((id) =>
    fc.record({
      id: fc.constant(id),
      kind: fc.constantFrom(...KINDS),
      parentUnitId: fc.option(fc.constantFrom(...IDS)),
      successorIds: fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 2 }),
    }),
  ),
);
const anyAccused = fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 1, maxLength: 3 });
const freeIn = (tree: readonly UnitPlace[], accused: readonly string[], former: readonly UnitPlace[] = []) =>
  freeOfAccused(tree, (id) => accused.includes(id), former);

test('an accused unit and whoever took it over never have a part, in whatever tree', () => {
  fc.assert(
    fc.property(anyTree, anyTree, anyAccused, (now, then, accused) => {
      const isFree = freeIn(now, accused, then);
      for (const id of accused) expect(isFree(id)).toBe(false);
      for (const { id, successorIds = [] } of [...now, ...then]) {
        if (accused.includes(id)) for (const successor of successorIds) expect(isFree(successor)).toBe(false);
      }
    }),
  );
});

test('nor a unit under one that is barred, now or then, while another unit could take the case', () => {
  // One department with nothing above it and nothing merged into it.
  const apart: UnitPlace = { id: 'apart', kind: 'department', parentUnitId: null, successorIds: [] };
  fc.assert(
    fc.property(anyTree, anyTree, anyAccused, (now, then, accused) => {
      const isFree = freeIn([...now, apart], accused, then);
      expect(isFree('apart')).toBe(true);
      for (const { id, parentUnitId, successorIds = [] } of [...now, ...then]) {
        if (parentUnitId !== null && !isFree(parentUnitId)) expect(isFree(id)).toBe(false);
        if (!isFree(id)) for (const successor of successorIds) expect(isFree(successor)).toBe(false);
      }
    }),
  );
});

test('a former tree takes nobody’s bar away, and more accused units bar no fewer', () => {
  const apart: UnitPlace = { id: 'apart', kind: 'department', parentUnitId: null };
  fc.assert(
    fc.property(anyTree, anyTree, anyAccused, anyAccused, (now, then, some, more) => {
      const tree = [...now, apart];
      const [alone, both] = [freeIn(tree, some), freeIn(tree, some, then)];
      const wider = freeIn(tree, [...some, ...more], then);
      for (const id of IDS) {
        if (!alone(id)) expect(both(id)).toBe(false);
        if (!both(id)) expect(wider(id)).toBe(false);
      }
    }),
  );
});

test('a report about the topmost unit is worked on below it, by nobody of that unit or its successors', () => {
  const tree: UnitPlace[] = [
    { id: 'top', kind: 'upper', parentUnitId: null, successorIds: ['next'] },
    { id: 'next', kind: 'upper', parentUnitId: null },
    { id: 'fire', kind: 'department', parentUnitId: 'top' },
    { id: 'town', kind: 'town', parentUnitId: 'next' },
    { id: 'guards', kind: 'guardians', parentUnitId: null },
  ];
  const isFree = freeIn(tree, ['top']);
  expect(['top', 'next', 'fire', 'town', 'guards'].map(isFree)).toEqual([false, false, true, true, true]);
});

test('a closed unit is nobody who could take the case', () => {
  const tree: UnitPlace[] = [
    { id: 'top', kind: 'upper', parentUnitId: null },
    { id: 'fire', kind: 'department', parentUnitId: 'top' },
    { id: 'old', kind: 'department', parentUnitId: null, closedOn: '2025-01-01' },
  ];
  expect(freeIn(tree, ['top'])('fire')).toBe(true);
  expect(freeIn([...tree, { id: 'gas', kind: 'department', parentUnitId: null }], ['top'])('fire')).toBe(false);
});

test('an office that somebody once held counts as the one of today does', () => {
  const isFree = freeIn([{ id: 'fire', kind: 'department', parentUnitId: null }], ['mining']);
  expect(isFreePerson(['fire'], isFree)).toBe(true);
  expect(isFreePerson(['fire', 'mining'], isFree)).toBe(false);
});
