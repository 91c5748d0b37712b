import { min } from 'drizzle-orm';
import { expect } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { monthOf } from '~/domain/dates';
import { tooFewValues } from '~/domain/publication/disclosure-audit';
import { publishedSystem } from '~/domain/publication/disclosure-system';
import type { MonthlyRelease } from '~/domain/publication/release';
import { releases } from '~/services/publication/statistics.server';
import { wholeNumberSolver } from '~/services/publication/whole-number-solver.server';
import { dicedCounty, diceOf } from '../domain/county-dice';
import { attackReleases } from '../domain/outsider';
import { releasedCounty } from '../domain/released-county';
import { subtractionOnly } from '../domain/subtraction-only';
import { attack, attackLong } from './attack';
import { copyOfDemo } from './demo';
import { RELEASED } from './short';

const ENOUGH = 5;
const PROMISE = 'Published numbers tell no small count';

async function published(): Promise<MonthlyRelease[]> {
  const { ctx } = await copyOfDemo();
  return (await releases(ctx.db)).map(({ data }) => data).sort((a, b) => (a.month < b.month ? -1 : 1));
}

/**
 * Numbers with fewer values than they should have, found by a solver, for two months from the county's first case on.
 */
async function throughIn(seeds: readonly number[], make: 'now' | 'before'): Promise<number> {
  let through = 0;
  for (const seed of seeds) {
    const [county, dice] = [dicedCounty(diceOf(seed), 2), diceOf(seed + 7)];
    const made =
      make === 'now'
        ? await releasedCounty(county, dice.next)
        : county.months.map((month) => subtractionOnly(county.statistics(month)));
    const { found } = await attackReleases({ releases: made, enough: ENOUGH, dice });
    through += found.filter(({ values }) => values.size < ENOUGH).length;
  }
  return through;
}

const seeds = (count: number) => Array.from({ length: count }, (_, n) => 10_000 + n);

attack(PROMISE, 'bounds of the hidden numbers of each month of the demo', async ({ note }) => {
  const all = await published();
  expect(all.length).toBe(RELEASED);
  let hidden = 0;
  for (const release of all) {
    const { found } = await attackReleases({ releases: [release], enough: ENOUGH, dice: diceOf(1), nested: false });
    expect(found.filter(({ values }) => values.size < ENOUGH)).toEqual([]);
    hidden += found.length;
  }
  expect(await throughIn(seeds(60), 'before')).toBeGreaterThan(0);
  note(`${all.length} releases, ${hidden} hidden numbers, none exact`);
});

attackLong(
  PROMISE,
  'all months of the demo together, with nesting',
  async ({ note }) => {
    const all = await published();
    const { ctx } = await copyOfDemo();
    const [first] = await ctx.db.select({ on: min(caseFile.receivedOn) }).from(caseFile);
    const system = publishedSystem(all, monthOf(first?.on ?? ''));
    expect(system.pools.length).toBeGreaterThan(0);
    const solver = (await wholeNumberSolver())(system);
    const hidden = system.cells.flatMap((_, cell) => {
      const { low, high } = system.spans[cell] ?? { low: 0, high: 0 };
      return low < high ? [[cell, ENOUGH] as const] : [];
    });
    expect(tooFewValues(solver, system, new Map(hidden), [])).toEqual(new Map());
    solver.close();
    note(`${hidden.length} hidden numbers`);
  },
  300_000,
);

attackLong(
  PROMISE,
  'a thousand counties by integer programmes',
  async ({ note }) => {
    expect(await throughIn(seeds(1_000), 'now')).toBe(0);
    const before = await throughIn(seeds(100), 'before');
    expect(before).toBeGreaterThan(0);
    note(`0 of 1,000 counties; by the rule before, ${before} numbers with too few values in 100`);
  },
  300_000,
);
