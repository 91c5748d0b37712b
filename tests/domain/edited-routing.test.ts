import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutiesIn, dutyChanges, withDuty, withMoved } from '~/domain/county/duty-table';
import { type RoutingQuestion, type RoutingRule, type RoutingTable, route } from '~/domain/report/routing';
import { unitMap } from '~/domain/report/routing-units';
import { cells, edited, edits, questions, someUnit } from './routing-edits';

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
