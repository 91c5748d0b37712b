import { addMonths, type IsoMonth } from '~/domain/dates';
import { COUNTY_AREA, MEASURES, type Measure, STEPS } from './publication';
import { LISTS, type ListName, type MonthlyRelease, type Place, type PublicCount, placesOf } from './release';

/** Least and greatest whole number that a cell may be. */
export type Span = { low: number; high: number };
/** Spans of whole numbers, and equations each of which adds up to zero. */
export type LinearSystem = { spans: Span[]; equations: Term[][] };
export type Term = { cell: number; times: number };

/** For one step, the cells of those who wait at it, month by month, and the row's first cell of each month. */
export type Pools = { step: number; waiting: number[]; firsts: number[] };
/** What an outsider knows from all releases together. `cells` are the published numbers; the pools follow them. */
export type PublishedSystem = LinearSystem & { cells: readonly (Place & { month: IsoMonth })[]; pools: Pools[] };

/** Above any count of a month, and small enough for sums of whole numbers to stay exact. */
const MOST = 1_000_000;

/** The span that a published count leaves open; shown counts are known exactly. */
export function spanOf(count: PublicCount, release: Pick<MonthlyRelease, 'format' | 'threshold'>): Span {
  if (typeof count === 'number') return { low: count, high: count };
  if (count === 'few') return { low: 0, high: release.threshold - 1 };
  if (count === 'more') return { low: release.threshold, high: MOST };
  return { low: release.format === 2 ? 0 : 1, high: MOST };
}

export function countAt(release: MonthlyRelease, { list, key, measure }: Place): PublicCount {
  // Releases from before a measure was counted say nothing about it.
  if (list === null) return release.totals[measure] ?? null;
  return release[list].find((row) => row.key === key)?.counts[measure] ?? null;
}

const nameOf = (month: IsoMonth, { list, key, measure }: Place): string => `${month}/${list ?? ''}/${key}/${measure}`;

/**
 * Everything that follows from the numbers of `releases` (in any order), as equations of whole numbers:
 * 1. Sums. In each month each list adds up to the month's total, measure by measure.
 * 2. Nesting, where it is implied. A case is received, then accepted, then substantiated or not, then rewarded, each on
 * the day of the act, and its sector and town never change. So for a sector, a town and the county, from the first case
 * to the end of any month, no more were accepted than received, and so on: a pool of those who wait is never negative.
 * Nesting does not hold within one month: what is accepted in May may have been received in April. Nor does it hold
 * after a month without a release, of which an outsider knows nothing, nor where the first case is older than the first
 * release (`firstMonth`), nor for an area whose list changed in between. Money is in neither kind: it is shown for the
 * month only, and rounded. With `nested` false the second kind is left out.
 */
export function publishedSystem(
  releases: readonly MonthlyRelease[],
  firstMonth: IsoMonth | null,
  nested = true,
): PublishedSystem {
  const sorted = [...releases].sort((a, b) => (a.month < b.month ? -1 : 1));
  const cells = sorted.flatMap((release) => placesOf(release).map((place) => ({ ...place, month: release.month })));
  const index = new Map(cells.map((cell, at) => [nameOf(cell.month, cell), at]));
  const at = (month: IsoMonth, place: Place): number => index.get(nameOf(month, place)) ?? -1;
  const spans = sorted.flatMap((release) => placesOf(release).map((place) => spanOf(countAt(release, place), release)));
  const system: PublishedSystem = {
    cells,
    spans,
    equations: sorted.flatMap((release) => sumsOf(release, at)),
    pools: [],
  };
  if (nested) for (const row of chainedRows(sorted, firstMonth)) addPools(system, row, at);
  return system;
}

type Find = (month: IsoMonth, place: Place) => number;

function sumsOf(release: MonthlyRelease, at: Find): Term[][] {
  return LISTS.flatMap((list) =>
    MEASURES.map((measure) => [
      { cell: at(release.month, { list: null, key: '', measure }), times: -1 },
      ...release[list].map(({ key }) => ({ cell: at(release.month, { list, key, measure }), times: 1 })),
    ]),
  );
}

type ChainedRow = { list: ListName | null; key: string; months: readonly IsoMonth[] };

/** The rows for which nesting is implied, and the months without a gap since the first case. */
function chainedRows(sorted: readonly MonthlyRelease[], firstMonth: IsoMonth | null): ChainedRow[] {
  const [first] = sorted;
  if (!first || firstMonth === null || first.month > firstMonth) return [];
  const gap = sorted.findIndex((release, at) => release.month !== addMonths(first.month, at));
  const run = gap < 0 ? sorted : sorted.slice(0, gap);
  const months = run.map(({ month }) => month);
  const rows = LISTS.flatMap((list) => {
    const keys = run.map((release) => new Set(release[list].map(({ key }) => key)));
    const same = keys.every((set) => set.size === keys[0]?.size && [...set].every((key) => keys[0]?.has(key)));
    const lasting = [...(keys[0] ?? [])].filter((key) => keys.every((set) => set.has(key)));
    return lasting.filter((key) => same || key !== COUNTY_AREA).map((key) => ({ list, key, months }));
  });
  return [{ list: null, key: '', months }, ...rows];
}

/** For each step: what waited before + what came − what went = what waits now, which is not negative. */
function addPools(system: PublishedSystem, { list, key, months }: ChainedRow, at: Find): void {
  const firsts = months.map((month) => at(month, { list, key, measure: 'received' }));
  STEPS.forEach(({ from, to }, step) => {
    const waiting: number[] = [];
    for (const month of months) {
      const pool = system.spans.push({ low: 0, high: Number.POSITIVE_INFINITY }) - 1;
      const last = waiting.at(-1);
      system.equations.push([
        ...(last === undefined ? [] : [{ cell: last, times: 1 }]),
        { cell: at(month, { list, key, measure: from }), times: 1 },
        ...to.map((measure) => ({ cell: at(month, { list, key, measure }), times: -1 })),
        { cell: pool, times: -1 },
      ]);
      waiting.push(pool);
    }
    system.pools.push({ step, waiting, firsts });
  });
}

/** Cells and pools for known counts; null where they do not fit what was published, or break nesting. */
export function solutionFor(
  system: PublishedSystem,
  count: (place: Place & { month: IsoMonth }) => number,
): number[] | null {
  const values = system.cells.map(count);
  const own = new Map(system.cells.map((cell, at) => [nameOf(cell.month, cell), at]));
  for (const { step, waiting, firsts } of system.pools) {
    let now = 0;
    waiting.forEach((pool, at) => {
      const cell = system.cells[firsts[at] ?? -1];
      const counted = (measure: Measure) =>
        cell ? (values[own.get(nameOf(cell.month, { ...cell, measure })) ?? -1] ?? 0) : 0;
      const { from = 'received', to = [] } = STEPS[step] ?? {};
      now += counted(from) - to.reduce((sum, measure) => sum + counted(measure), 0);
      values[pool] = now;
    });
  }
  return satisfies(system, values) ? values : null;
}

/** Whether whole numbers lie within their spans and satisfy every equation. */
export function satisfies({ spans, equations }: LinearSystem, values: readonly number[]): boolean {
  const at = (cell: number) => values[cell] ?? Number.NaN;
  return (
    spans.every(({ low, high }, cell) => Number.isInteger(at(cell)) && at(cell) >= low && at(cell) <= high) &&
    equations.every((terms) => terms.reduce((sum, { cell, times }) => sum + times * at(cell), 0) === 0)
  );
}
