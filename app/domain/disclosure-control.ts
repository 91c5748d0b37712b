import { type CountsRow, MEASURES, type Measure, type MonthlyStatistics } from './publication';

/** A count below this (and above zero) is not shown. Local habit; an argument everywhere. */
export const DEFAULT_THRESHOLD = 5;

/**
 * A number of a table and the sums it is part of: `part` it is added up in, `total` it is the result of. A number
 * stands in at most two sums altogether, as in tables with margins and in lists that share a total.
 */
type Cell = { count: number; part: readonly string[]; total: readonly string[]; hidden: boolean };
const sumsOf = (cell: Cell): readonly string[] => [...cell.part, ...cell.total];

/**
 * Hides small counts, then as many others as it takes that (1) no hidden number follows from the shown ones by adding
 * and subtracting, and (2) the hidden parts of a shown total never add up to a small count either. Zeros stay shown and
 * never serve as cover: a cover must be able to give and take.
 *
 * Whether a number follows from the others is a question of graphs for such tables: sums are nodes, hidden numbers are
 * edges between their two sums (or a sum and the outside), and exactly the bridges are determined (Gusfield 1988).
 */
function protectCells(cells: readonly Cell[], threshold: number): void {
  for (const cell of cells) cell.hidden = cell.count > 0 && cell.count < threshold;
  for (let covers = nextCovers(cells, threshold); covers.length > 0; covers = nextCovers(cells, threshold)) {
    for (const cover of covers) cover.hidden = true;
  }
}

/** What must be hidden besides to mend the first weak spot; empty when there is none. */
function nextCovers(cells: readonly Cell[], threshold: number): Cell[] {
  const hidden = cells.filter((cell) => cell.hidden);
  for (const sum of new Set(hidden.flatMap((cell) => cell.part))) {
    const totalHidden = hidden.some((cell) => cell.total.includes(sum));
    const parts = hidden.filter((cell) => cell.part.includes(sum));
    if (totalHidden || parts.reduce((all, cell) => all + cell.count, 0) >= threshold) continue;
    const inSum = cells.filter((cell) => !cell.hidden && cell.count > 0 && sumsOf(cell).includes(sum));
    return inSum.sort((a, b) => cost(a) - cost(b)).slice(0, 1);
  }
  for (const cell of hidden) {
    const covers = detour(cell, cells).filter((other) => !other.hidden);
    if (covers.length > 0) return covers;
  }
  return [];
}

/** What the reader loses: few numbers rather than many, parts rather than totals, small rather than great. */
function cost(cell: Cell): number {
  return cell.hidden ? 0 : 1e9 * (1 + 3 * cell.total.length) + Math.min(cell.count, 1e8);
}

const OUTSIDE = '';

function ends(cell: Cell): [string, string] {
  const [a = OUTSIDE, b = OUTSIDE] = sumsOf(cell);
  return [a, b];
}

/**
 * The cheapest way between the ends of an edge over other numbers above zero (Bellman-Ford). Hidden ones cost nothing,
 * so a number that is no bridge needs no cover. There always is a way: over the number's own totals.
 */
function detour(edge: Cell, cells: readonly Cell[]): Cell[] {
  const [start, goal] = ends(edge);
  const usable = cells.filter((cell) => cell !== edge && cell.count > 0);
  const best = new Map<string, { cost: number; way: Cell[] }>([[start, { cost: 0, way: [] }]]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const cell of usable) {
      const [a, b] = ends(cell);
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const here = best.get(from);
        const dearer = here === undefined ? 0 : here.cost + cost(cell);
        if (here === undefined || dearer >= (best.get(to)?.cost ?? Number.POSITIVE_INFINITY)) continue;
        best.set(to, { cost: dearer, way: [...here.way, cell] });
        changed = true;
      }
    }
  }
  return best.get(goal)?.way ?? [];
}

export type CountTable = { counts: readonly (readonly number[])[] };
/** Null: hidden. */
export type ProtectedTable = {
  counts: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  grandTotal: number | null;
};

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);
const shown = (cell: Cell | undefined) => (cell === undefined || cell.hidden ? null : cell.count);

/** Protects a table of counts (whole, not negative; rows of equal length) that is shown with all its totals. */
export function protectTable({ counts }: CountTable, threshold = DEFAULT_THRESHOLD): ProtectedTable {
  const inner = counts.map((row, r) =>
    row.map((count, c): Cell => ({ count, part: [`r${r}`, `c${c}`], total: [], hidden: false })),
  );
  const rowTotals = counts.map(
    (row, r): Cell => ({ count: sum(row), part: ['rows'], total: [`r${r}`], hidden: false }),
  );
  const columnTotals = (counts[0] ?? []).map((_, c): Cell => {
    const count = sum(counts.map((row) => row[c] ?? 0));
    return { count, part: ['columns'], total: [`c${c}`], hidden: false };
  });
  const grand: Cell = { count: sum(counts.flat()), part: [], total: ['rows', 'columns'], hidden: false };
  protectCells([...inner.flat(), ...rowTotals, ...columnTotals, grand], threshold);
  return {
    counts: inner.map((row) => row.map(shown)),
    rowTotals: rowTotals.map(shown),
    columnTotals: columnTotals.map(shown),
    grandTotal: shown(grand),
  };
}

/** Protects lists that are shown beside one total, each of which adds up to it. */
export function protectLists(
  lists: readonly (readonly number[])[],
  threshold = DEFAULT_THRESHOLD,
): { lists: (number | null)[][]; total: number | null } {
  const cells = lists.map((list, l) =>
    list.map((count): Cell => ({ count, part: [`list${l}`], total: [], hidden: false })),
  );
  const total: Cell = { count: sum(lists[0] ?? []), part: [], total: lists.map((_, l) => `list${l}`), hidden: false };
  protectCells([...cells.flat(), total], threshold);
  return { lists: cells.map((list) => list.map(shown)), total: shown(total) };
}

/** What may be published of a set of counts: null is hidden. `rewardFen` is whole fen in digits. */
export type PublicCounts = Record<Measure, number | null> & { rewardFen: string | null };
export type PublicRow = { key: string; counts: PublicCounts };
/** A monthly release as it is frozen: plain JSON. */
export type MonthlyRelease = {
  month: string;
  threshold: number;
  totals: PublicCounts;
  bySector: PublicRow[];
  byArea: PublicRow[];
};

/**
 * The month's release with small counts hidden, each measure by itself over both lists and their common total. Money is
 * shown exactly where the number of its rewards is. Comparisons are made between releases, never with true numbers.
 */
export function protectRelease(statistics: MonthlyStatistics, threshold = DEFAULT_THRESHOLD): MonthlyRelease {
  const { month, totals, bySector, byArea } = statistics;
  const perMeasure = MEASURES.map((measure) => {
    const numbers = (rows: readonly CountsRow[]) => rows.map((row) => row.counts[measure]);
    return [measure, protectLists([numbers(bySector), numbers(byArea)], threshold)] as const;
  });
  const publicCounts = (pick: (found: ReturnType<typeof protectLists>) => number | null, fen: bigint): PublicCounts => {
    const counts = Object.fromEntries(perMeasure.map(([measure, found]) => [measure, pick(found)]));
    const all = counts as Record<Measure, number | null>;
    return { ...all, rewardFen: all.rewarded === null ? null : String(fen) };
  };
  const rows = (list: readonly CountsRow[], index: number): PublicRow[] =>
    list.map(({ key, counts }, at) => ({
      key,
      counts: publicCounts((found) => found.lists[index]?.[at] ?? null, counts.rewardFen),
    }));
  return {
    month,
    threshold,
    totals: publicCounts((found) => found.total, totals.rewardFen),
    bySector: rows(bySector, 0),
    byArea: rows(byArea, 1),
  };
}
