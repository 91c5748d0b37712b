import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AssessmentRule,
  assessUnit,
  COMPUTED,
  ENTERED,
  INDICATORS,
  ranked,
  type UnitFigures,
} from '~/domain/case/assessment';
import { assessment2026 } from '~/domain/county/policies/assessment-2026';
import { parsePolicyOf } from '~/domain/county/policy';

const RULE: AssessmentRule = parsePolicyOf('assessment', assessment2026);
const NONE = { kept: 0, missed: 0 };
const figures = (computed: Partial<UnitFigures['computed']>, entered: UnitFigures['entered'] = {}): UnitFigures => ({
  computed: { ...(Object.fromEntries(COMPUTED.map((one) => [one, NONE])) as UnitFigures['computed']), ...computed },
  entered,
});

describe('a unit’s month', () => {
  it.each<[string, UnitFigures, number | null]>([
    ['nothing to say', figures({}), null],
    ['four cases, which are too few', figures({ acceptance: { kept: 0, missed: 4 } }), null],
    ['five cases, four kept', figures({ acceptance: { kept: 4, missed: 1 } }), 80],
    ['one order, missed', figures({ orders: { kept: 0, missed: 1 } }), 0],
    // (100 × 20 + 50 × 30) / 50
    [
      'two that weigh differently',
      figures({ acceptance: { kept: 9, missed: 0 }, verification: { kept: 5, missed: 5 } }),
      70,
    ],
    ['points of an indicator that weighs nothing', figures({}, { publicity: 90 }), null],
  ])('%s', (_, unit, score) => {
    expect(assessUnit(unit, RULE).score).toBe(score);
  });

  const counts = fc.record({ kept: fc.nat(60), missed: fc.nat(60) });
  const units = fc.record({
    computed: fc.record(Object.fromEntries(COMPUTED.map((one) => [one, counts]))),
    entered: fc.record(Object.fromEntries(ENTERED.map((one) => [one, fc.nat(100)])), { requiredKeys: [] }),
  }) as unknown as fc.Arbitrary<UnitFigures>;
  const rules = fc.record({
    weights: fc.record(Object.fromEntries(INDICATORS.map((one) => [one, fc.nat(100)]))),
    leastCounted: fc.integer({ min: 3, max: 50 }),
  }) as unknown as fc.Arbitrary<AssessmentRule>;

  it('lies between the worst and the best of its rates, and tells none of fewer cases than the rule says', () => {
    fc.assert(
      fc.property(units, rules, (unit, rule) => {
        const { rates, score } = assessUnit(unit, rule);
        const told = INDICATORS.filter((one) => rule.weights[one] > 0).flatMap((one) => rates[one] ?? []);
        if (score === null) expect(told).toEqual([]);
        else {
          expect(score).toBeGreaterThanOrEqual(Math.min(...told) - 0.05);
          expect(score).toBeLessThanOrEqual(Math.max(...told) + 0.05);
        }
        for (const one of COMPUTED) {
          const { kept, missed } = unit.computed[one];
          if (one !== 'orders' && kept + missed < rule.leastCounted) expect(rates[one]).toBeNull();
        }
      }),
    );
  });

  it('never gets better by a limit that is missed instead of kept', () => {
    fc.assert(
      fc.property(units, rules, fc.constantFrom(...COMPUTED), (unit, rule, one) => {
        const { kept, missed } = unit.computed[one];
        fc.pre(kept > 0);
        const worse = { ...unit, computed: { ...unit.computed, [one]: { kept: kept - 1, missed: missed + 1 } } };
        expect(assessUnit(worse, rule).score ?? 0).toBeLessThanOrEqual(assessUnit(unit, rule).score ?? 0);
      }),
    );
  });
});

describe('the order of units', () => {
  it('gives equal scores one place, none to those without a score, and lets the last ones speak first', () => {
    const places = ranked([70, null, 90, 70, 50.5].map((score) => ({ score })));
    expect(places).toEqual([
      { score: 90, rank: 1, speaksFirst: false },
      { score: 70, rank: 2, speaksFirst: false },
      { score: 70, rank: 2, speaksFirst: false },
      { score: 50.5, rank: 4, speaksFirst: true },
      { score: null, rank: null, speaksFirst: false },
    ]);
  });

  it.each([[[]], [[null]], [[80]], [[80, 80]]])('lets nobody speak first among %j', (scores: (number | null)[]) => {
    expect(ranked(scores.map((score) => ({ score }))).some((one) => one.speaksFirst)).toBe(false);
  });
});
