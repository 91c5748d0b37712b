import { describe, expect, it } from 'vitest';
import { controlledRelease } from '~/domain/publication/disclosure-control';
import { COUNTY_AREA, type Counts, MEASURES, type MonthlyStatistics } from '~/domain/publication/publication';
import { countOf, hiddenSum, LISTS, type MonthlyRelease, placesOf, roundedMoney } from '~/domain/publication/release';
import { wholeNumberSolver } from '~/services/publication/whole-number-solver.server';
import { LONG } from '../../runner/long';
import { dicedCounty, diceOf } from '../county-dice';
import { type Attacked, attackReleases, nameOf } from '../outsider';
import { releasedCounty } from '../released-county';
import { subtractionOnly } from '../subtraction-only';

const THRESHOLD = 5;
/** `tests/attack/statistics.attack.ts` attacks a thousand. */
const COUNTIES = LONG ? 240 : 48;
const MONTHS = LONG ? 15 : 6;
const openSolver = await wholeNumberSolver();

const withFewerThan = ({ found }: Attacked, enough: number) => found.filter(({ values }) => values.size < enough);
const countsOf = (received: number, rewarded: number): Counts => ({
  received,
  accepted: 0,
  substantiated: 0,
  unsubstantiated: 0,
  rewarded,
  rewardFen: 300_000n * BigInt(rewarded),
});

/** A month of these numbers by sector, all of them in the county's own area. */
function month(received: readonly number[], rewarded: readonly number[] = received.map(() => 0)): MonthlyStatistics {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const totals = countsOf(sum(received), sum(rewarded));
  const bySector = received.map((count, at) => ({ key: `s${at}`, counts: countsOf(count, rewarded[at] ?? 0) }));
  return { month: '2026-03', totals, bySector, byArea: [{ key: COUNTY_AREA, counts: totals }] };
}

const release = (statistics: MonthlyStatistics, seed = 1, earlier: MonthlyRelease[] = []) =>
  controlledRelease({
    statistics,
    trueCounts: () => statistics,
    earlier,
    firstMonth: null,
    openSolver,
    random: diceOf(seed).next,
  });

describe('numbers that were exact although hidden', () => {
  const one = month([6, 1, 1, 1, 1, 1, 1, 0, 0]);
  const rewards = month([30, 20, 9, 8, 7, 6, 0], [0, 0, 1, 1, 1, 1, 0]);

  it.each([
    ['total 12, one sector 6 shown, six hidden', one, 6],
    ['rewards of a month: four sectors hidden, the total hidden', rewards, 4],
  ])('%s', async (_, statistics, exact) => {
    const attack = { enough: THRESHOLD, dice: diceOf(3), nested: false, small: true };
    const known = await attackReleases({ ...attack, releases: [subtractionOnly(statistics)] });
    const ones = withFewerThan(known, 2).filter(({ list, values }) => list === 'bySector' && values.has(1));
    expect(ones).toHaveLength(exact);
    for (let seed = 1; seed <= 10; seed += 1) {
      const attacked = await attackReleases({ ...attack, releases: [release(statistics, seed).release] });
      expect(withFewerThan(attacked, THRESHOLD)).toEqual([]);
    }
  });
});

describe('a release', () => {
  it('tells the truth, and every row below the threshold no more than that', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const county = dicedCounty(diceOf(seed), 2);
      for (const made of await releasedCounty(county, diceOf(seed + 1).next)) {
        const truth = county.statistics(made.month);
        for (const place of placesOf(made)) {
          const shown = place.list ? made[place.list].find(({ key }) => key === place.key)?.counts : made.totals;
          const count = shown?.[place.measure];
          if (typeof count === 'number') expect(count).toBe(countOf(truth, place));
          if (count === 'more' || typeof count === 'number')
            expect(countOf(truth, place)).toBeGreaterThanOrEqual(THRESHOLD);
          if (count === 'few') expect(countOf(truth, place)).toBeLessThan(THRESHOLD);
        }
      }
    }
  });

  it('has hidden rows that together are no small count', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      for (const made of await releasedCounty(dicedCounty(diceOf(seed), 1), diceOf(seed + 1).next)) {
        for (const list of LISTS) {
          const sums = MEASURES.map((measure) => hiddenSum(made, list, measure));
          expect(sums.filter((sum) => sum !== null && sum > 0 && sum < THRESHOLD)).toEqual([]);
        }
      }
    }
  });

  it('shows money for the month only, rounded, and where the number of rewards is shown', () => {
    const made = release(month([40, 30], [14, 9])).release;
    expect(made.rewardFen).toBe(made.totals.rewarded === null ? null : '7000000');
    expect(JSON.stringify(made.bySector)).not.toContain('rewardFen');
    expect(release(month([40, 30], [1, 2])).release.rewardFen).toBeNull();
    expect([roundedMoney(499_999n), roundedMoney(500_000n), roundedMoney(1_500_000n)]).toEqual([
      0n,
      1_000_000n,
      2_000_000n,
    ]);
  });

  it('is plain JSON', () => {
    const made = release(month([9, 3, 20, 0])).release;
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it('excepts and counts what an earlier release gave away, and goes on', () => {
    const old = subtractionOnly({ ...month([6, 1, 1, 1, 1, 1, 1, 0, 0]), month: '2026-02' });
    const { release: made, excepted } = release(month([30, 20, 9, 8, 7, 6, 0, 2, 1]), 5, [old]);
    expect(excepted).toBe(6);
    expect(typeof made.totals.received).toBe('number');
  });
});

describe('an outsider with a solver, who has all releases', () => {
  it(`finds no hidden number with fewer than ${THRESHOLD} values in ${COUNTIES} counties, and many by the old rule`, async () => {
    let [hidden, narrowed, exact] = [0, 0, 0];
    for (let seed = 0; seed < COUNTIES; seed += 1) {
      const county = dicedCounty(diceOf(seed), 2);
      const dice = diceOf(seed + 7);
      const releases = await releasedCounty(county, dice.next);
      const attacked = await attackReleases({ releases, enough: THRESHOLD, dice });
      expect(withFewerThan(attacked, THRESHOLD), `county ${seed}`).toEqual([]);
      hidden += attacked.found.length;
      const before = county.months.map((each) => subtractionOnly(county.statistics(each)));
      const old = await attackReleases({ releases: before, enough: THRESHOLD, dice });
      narrowed += withFewerThan(old, THRESHOLD).length;
      exact += withFewerThan(old, 2).length;
    }
    expect(hidden).toBeGreaterThan(10 * COUNTIES);
    expect(narrowed).toBeGreaterThan(COUNTIES / 2);
    expect(exact).toBeGreaterThan(0);
  }, 480_000);

  it('would find some if nesting from month to month were left out of the audit', async () => {
    let narrowed = 0;
    for (let seed = 0; seed < 60 && narrowed === 0; seed += 1) {
      const dice = diceOf(seed + 7);
      const releases = await releasedCounty(dicedCounty(diceOf(seed), 2), dice.next, { firstMonth: null });
      narrowed += withFewerThan(await attackReleases({ releases, enough: THRESHOLD, dice }), THRESHOLD).length;
    }
    expect(narrowed).toBeGreaterThan(0);
  });

  it('cannot rule a value out by knowing the rule: each table it finds could have led to the same release', async () => {
    let tables = 0;
    for (let seed = 0; seed < MONTHS; seed += 1) {
      const dice = diceOf(seed + 7);
      const county = dicedCounty(diceOf(seed), 1);
      const [made] = await releasedCounty(county, dice.next);
      if (!made) continue;
      const { worlds, cellOf } = await attackReleases({ releases: [made], enough: THRESHOLD, dice });
      for (const world of worlds) {
        const at = (list: string | null, key: string) =>
          Object.fromEntries(
            MEASURES.map((measure) => [measure, world[cellOf(nameOf(made.month, list, key, measure))] ?? -1]),
          ) as unknown as Counts;
        const rows = (list: 'bySector' | 'byArea') => made[list].map(({ key }) => ({ key, counts: at(list, key) }));
        const totals = { ...at(null, ''), rewardFen: BigInt(made.rewardFen ?? 0) };
        const table = { month: made.month, totals, bySector: rows('bySector'), byArea: rows('byArea') };
        const again = await releasedCounty({ months: [made.month], statistics: () => table }, chanceFor(made, table));
        expect(again).toEqual([made]);
        tables += 1;
      }
    }
    expect(tables).toBeGreaterThan(10 * MONTHS);
  });
});

/**
 * Random numbers with which the rule hides in `table` what `made` hides: in the order in which it asks, yes is 0 and no
 * is almost 1.
 */
function chanceFor(made: MonthlyRelease, table: MonthlyStatistics): () => number {
  const answers: boolean[] = [];
  for (const measure of MEASURES) {
    const total = made.totals[measure];
    answers.push(total === null);
    for (const list of LISTS) {
      const said = made[list].map(({ counts }) => counts[measure]);
      const closed = typeof total === 'number' && made[list].length > 1 && said.every((count) => count === null);
      answers.push(closed);
      if (typeof total !== 'number' || made[list].length < 2 || closed) continue;
      table[list].forEach(({ counts }, at) => {
        if (counts[measure] >= THRESHOLD) answers.push(said[at] === 'more');
      });
    }
  }
  return () => (answers.shift() ? 0 : 0.999_999);
}
