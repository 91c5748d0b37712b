import type { Solver } from '~/domain/publication/disclosure-audit';
import type { LinearSystem, Term } from '~/domain/publication/disclosure-system';
import { MEASURES, type Measure } from '~/domain/publication/publication';
import { LISTS, type ListName, type MonthlyRelease, type PublicCount } from '~/domain/publication/release';
import { wholeNumberSolver } from '~/services/publication/whole-number-solver.server';
import type { Dice } from './county-dice';

/** A hidden number and the values that an outsider finds for it. */
export type Found = {
  month: string;
  list: ListName | null;
  key: string;
  measure: Measure;
  cell: number;
  values: Set<number>;
};
export type Attacked = { found: Found[]; worlds: readonly (readonly number[])[]; cellOf: (name: string) => number };

/**
 * Months in order, beginning with the county's first one; `nested`: the outsider uses that cases go from step to step.
 */
export type Attack = {
  releases: readonly MonthlyRelease[];
  enough: number;
  dice: Dice;
  nested?: boolean;
  /** Takes every hidden number of a release without `format` for a small one. */
  small?: boolean;
};

const MANY = 100_000;
export const nameOf = (month: string, list: string | null, key: string, measure: string) =>
  [month, list ?? 'total', key, measure].join(' ');

/**
 * The outsider has the releases as they are published and nothing else, writes down every equation, and asks HiGHS for
 * each hidden number which values it can have. It shares no equation with the program, only the solver. It looks for up
 * to `enough` values of each; the solutions that it meets are `worlds`.
 */
export async function attackReleases({
  releases,
  enough,
  dice,
  nested = true,
  small = false,
}: Attack): Promise<Attacked> {
  const { system, found, cellOf } = equationsOf(releases, nested, small);
  const solver = (await wholeNumberSolver())(system);
  const worlds: (readonly number[])[] = [];
  const solve = (weights: readonly Term[]) => {
    const world = solver.greatest(weights);
    if (world) worlds.push(world);
    if (world) for (const { cell, values } of found) values.add(world[cell] ?? -1);
    return world;
  };
  if (!solve([])) throw new Error('The releases contradict each other');
  for (let round = 0; round < 8; round += 1) {
    solve(found.map(({ cell }) => ({ cell, times: dice.below(3) - 1 })));
  }
  for (const one of found) if (one.values.size < enough) askEach(solver, system, one, enough, solve);
  solver.close();
  return { found, worlds, cellOf };
}

function askEach(
  solver: Solver,
  system: LinearSystem,
  { cell, values }: Found,
  enough: number,
  solve: (weights: readonly Term[]) => readonly number[] | null,
): void {
  const least = solve([{ cell, times: -1 }])?.[cell] ?? 0;
  const most = solve([{ cell, times: 1 }])?.[cell] ?? 0;
  for (let value = least + 1; value < Math.min(most, least + 20) && values.size < enough; value += 1) {
    if (values.has(value)) continue;
    solver.narrow(cell, { low: value, high: value });
    solve([]);
    solver.narrow(cell, system.spans[cell] ?? { low: 0, high: MANY });
  }
}

function equationsOf(releases: readonly MonthlyRelease[], nested: boolean, small: boolean) {
  const system: LinearSystem = { spans: [], equations: [] };
  const found: Found[] = [];
  const cells = new Map<string, number>();
  const cellOf = (name: string): number => cells.get(name) ?? -1;
  const add = (count: PublicCount, release: MonthlyRelease, list: ListName | null, key: string, measure: Measure) => {
    const cell = system.spans.push(range(count, release, small)) - 1;
    cells.set(nameOf(release.month, list, key, measure), cell);
    if (typeof count !== 'number') found.push({ month: release.month, list, key, measure, cell, values: new Set() });
    return cell;
  };
  for (const release of releases) {
    for (const measure of MEASURES) {
      const total = add(release.totals[measure], release, null, '', measure);
      for (const list of LISTS) {
        const rows = release[list].map(({ key, counts }) => add(counts[measure], release, list, key, measure));
        system.equations.push([...rows.map((cell) => ({ cell, times: 1 })), { cell: total, times: -1 }]);
      }
    }
  }
  if (nested) for (const step of GOES_ON) addNesting(system, releases, cellOf, step);
  return { system, found, cellOf };
}

/** What anybody knows about the course of a case, written down independently of the program's own list. */
const GOES_ON: [from: Measure, to: Measure[]][] = [
  ['received', ['accepted']],
  ['accepted', ['substantiated', 'unsubstantiated']],
  ['substantiated', ['rewarded']],
];

/**
 * Up to the end of each month, no more went on to the next step than came to this one; what is left over is a slack.
 */
function addNesting(
  system: LinearSystem,
  releases: readonly MonthlyRelease[],
  cellOf: (name: string) => number,
  [from, to]: [from: Measure, to: Measure[]],
) {
  const rows = LISTS.flatMap((list) => (releases[0]?.[list] ?? []).map(({ key }) => ({ list, key })));
  for (const { list, key } of [{ list: null, key: '' }, ...rows]) {
    releases.forEach((_, last) => {
      const slack = system.spans.push({ low: 0, high: Number.POSITIVE_INFINITY }) - 1;
      const terms = releases
        .slice(0, last + 1)
        .flatMap(({ month }) => [
          { cell: cellOf(nameOf(month, list, key, from)), times: 1 },
          ...to.map((measure) => ({ cell: cellOf(nameOf(month, list, key, measure)), times: -1 })),
        ]);
      system.equations.push([...terms, { cell: slack, times: -1 }]);
    });
  }
}

function range(count: PublicCount, { format, threshold }: MonthlyRelease, small: boolean) {
  if (typeof count === 'number') return { low: count, high: count };
  if (count === 'few') return { low: 0, high: threshold - 1 };
  if (count === 'more') return { low: threshold, high: MANY };
  return format === 2 ? { low: 0, high: MANY } : { low: 1, high: small ? threshold - 1 : MANY };
}
