import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenOn, hardlyUsed, type RoutedCases, stillStanding } from '~/domain/county/routing-use';
import type { RoutingRule } from '~/domain/report/routing';

const led = (cases: number, more: Partial<RoutedCases> = {}): RoutedCases => ({
  sector: 'fire',
  town: null,
  matter: 'hazard',
  reasons: [{ rule: 'regulates', unitId: 'A', ruleId: 'r1' }],
  assistingUnitIds: [],
  givenTo: null,
  cases,
  ...more,
});
const rule = (more: Partial<RoutingRule> = {}): RoutingRule => ({
  id: 'r1',
  sector: 'fire',
  area: '*',
  matter: '*',
  duty: 'regulates',
  unitId: 'A',
  ...more,
});
const moved = { rule: 'transfer', unitId: 'B' };
const given = (cases: number, more: Partial<RoutedCases> = {}) =>
  led(cases, { givenTo: 'B', reasons: [...led(1).reasons, moved], ...more });
const line = { sector: 'fire', rule: 'regulates', from: 'A', to: 'B' };

describe('rules whose reports are given on', () => {
  it.each<[string, RoutedCases[], unknown[]]>([
    ['nothing', [], []],
    ['four of four: too few to tell', [given(4)], []],
    ['five of thirty: one in five is not reached', [led(25), given(5)], []],
    ['seven of twenty-eight, in fives', [led(21), given(7)], [{ ...line, given: 5, all: 25 }]],
    ['alike cases of two towns are one line', [given(3), given(3, { town: 'T1' })], [{ ...line, given: 5, all: 5 }]],
    ['given back to where the rule led', [given(9, { givenTo: 'A' })], []],
    ['where a unit only stood in', [given(9, { reasons: [{ rule: 'standIn', unitId: 'A' }, moved] })], []],
    [
      'no rule led there, and intake corrected it',
      [given(9, { reasons: [{ rule: 'intake', unitId: 'I' }, moved] })],
      [{ ...line, rule: 'intake', from: 'I', given: 5, all: 5 }],
    ],
  ])('%s', (_, rows, lines) => {
    expect(givenOn(rows)).toEqual(lines);
  });

  const rows = fc.array(
    fc.record({
      sector: fc.constantFrom('fire', 'gas'),
      from: fc.constantFrom('A', 'C'),
      givenTo: fc.constantFrom(null, 'A', 'B', 'C'),
      cases: fc.integer({ min: 1, max: 40 }),
    }),
    { maxLength: 12 },
  );
  const asRows = (made: { sector: string; from: string; givenTo: string | null; cases: number }[]): RoutedCases[] =>
    made.map(({ sector, from, givenTo, cases }) =>
      led(cases, { sector: sector as RoutedCases['sector'], givenTo, reasons: [{ rule: 'regulates', unitId: from }] }),
    );

  it('are told in fives of at least five, never more given than led, and never to the unit itself', () => {
    fc.assert(
      fc.property(rows, (made) => {
        for (const one of givenOn(asRows(made))) {
          expect((one.given % 5) + (one.all % 5)).toBe(0);
          expect(one.given).toBeGreaterThanOrEqual(5);
          expect(one.given).toBeLessThanOrEqual(one.all);
          expect(one.given * 5).toBeGreaterThanOrEqual(one.all);
          expect(one.from).not.toBe(one.to);
        }
      }),
    );
  });

  it('look the same whatever four reports more or less would do within a five', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 4 }), (fives, more) => {
        expect(givenOn([given(fives * 5 + more)])).toEqual(givenOn([given(fives * 5)]));
      }),
    );
  });
});

describe('rules that are hardly used', () => {
  it.each<[string, RoutingRule, RoutedCases[], boolean]>([
    ['never', rule(), [], true],
    ['four times', rule(), [led(4)], true],
    ['five times, one of them given on', rule(), [led(4), given(1)], false],
    [
      'by assisting in its trade',
      rule({ duty: 'does', unitId: 'D', id: 'r2' }),
      [led(5, { assistingUnitIds: ['D'] })],
      false,
    ],
    [
      'by assisting in another trade',
      rule({ sector: 'gas', unitId: 'D', id: 'r2' }),
      [led(5, { assistingUnitIds: ['D'] })],
      true,
    ],
    ['in another town', rule({ area: 'T1', unitId: 'D', id: 'r2' }), [led(5, { assistingUnitIds: ['D'] })], true],
    ['under another unit then', rule({ unitId: 'D' }), [led(9)], true],
    ['for accidents, which are rare', rule({ duty: 'accidents' }), [], false],
  ])('%s', (_, one, rows, found) => {
    expect(hardlyUsed([one], rows)).toEqual(found ? [one] : []);
  });

  it('are asked only of those that stand as they stood', () => {
    const changed = [rule({ id: 'r2', unitId: 'X' }), rule({ id: 'r3' }), rule()];
    expect(stillStanding([rule(), rule({ id: 'r2' })], changed)).toEqual([rule()]);
  });
});
