import { MEASURES, type MonthlyStatistics } from '~/domain/publication/publication';
import { LISTS, type MonthlyRelease, type PublicCounts } from '~/domain/publication/release';

/* How releases were made before: small counts are hidden, and others with them until nothing follows by adding and subtracting; zeros stay shown. It is kept so that the attack of outsider.ts has something to succeed on. */

type Cell = { count: number; part: string | null; totals: readonly string[]; hidden: boolean };
const OUTSIDE = '';
const endsOf = ({ part, totals }: Cell): [string, string] => {
  const [a = OUTSIDE, b = OUTSIDE] = part === null ? totals : [part];
  return [a, b];
};
const cost = (cell: Cell) => (cell.hidden ? 0 : 1e9 * (1 + 3 * cell.totals.length) + cell.count);

export function subtractionOnly(statistics: MonthlyStatistics, threshold = 5): MonthlyRelease {
  const blank = () => Object.fromEntries(MEASURES.map((measure) => [measure, null])) as PublicCounts;
  const release: MonthlyRelease = {
    month: statistics.month,
    threshold,
    totals: blank(),
    rewardFen: null,
    bySector: statistics.bySector.map(({ key }) => ({ key, counts: blank() })),
    byArea: statistics.byArea.map(({ key }) => ({ key, counts: blank() })),
  };
  for (const measure of MEASURES) {
    const rows = LISTS.map((list) =>
      statistics[list].map(({ counts }): Cell => ({ count: counts[measure], part: list, totals: [], hidden: false })),
    );
    const total: Cell = { count: statistics.totals[measure], part: null, totals: LISTS, hidden: false };
    protectCells([...rows.flat(), total], threshold);
    release.totals[measure] = shown(total);
    LISTS.forEach((list, l) => {
      rows[l]?.forEach((cell, at) => {
        const row = release[list][at];
        if (row) row.counts[measure] = shown(cell);
      });
    });
  }
  return release;
}

const shown = (cell: Cell) => (cell.hidden ? null : cell.count);

function protectCells(cells: readonly Cell[], threshold: number): void {
  for (const cell of cells) cell.hidden = cell.count > 0 && cell.count < threshold;
  for (let covers = nextCovers(cells, threshold); covers.length > 0; covers = nextCovers(cells, threshold)) {
    for (const cover of covers) cover.hidden = true;
  }
}

function nextCovers(cells: readonly Cell[], threshold: number): Cell[] {
  const hidden = cells.filter((cell) => cell.hidden);
  for (const sum of LISTS) {
    if (hidden.some((cell) => cell.totals.includes(sum))) continue;
    const parts = hidden.filter((cell) => cell.part === sum);
    if (parts.length === 0 || parts.reduce((all, cell) => all + cell.count, 0) >= threshold) continue;
    const open = cells.filter((cell) => !cell.hidden && cell.count > 0 && endsOf(cell).includes(sum));
    return open.sort((a, b) => cost(a) - cost(b)).slice(0, 1);
  }
  for (const cell of hidden) {
    const covers = detour(cell, cells).filter((other) => !other.hidden);
    if (covers.length > 0) return covers;
  }
  return [];
}

/**
 * The cheapest path between the ends of a number over others above zero; a number without such a path follows from the
 * rest.
 */
function detour(edge: Cell, cells: readonly Cell[]): Cell[] {
  const [start, goal] = endsOf(edge);
  const best = new Map<string, { cost: number; way: Cell[] }>([[start, { cost: 0, way: [] }]]);
  for (let changed = true; changed; ) {
    changed = false;
    for (const cell of cells.filter((one) => one !== edge && one.count > 0)) {
      const [a, b] = endsOf(cell);
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const) {
        const here = best.get(from);
        if (here === undefined || here.cost + cost(cell) >= (best.get(to)?.cost ?? Number.POSITIVE_INFINITY)) continue;
        best.set(to, { cost: here.cost + cost(cell), way: [...here.way, cell] });
        changed = true;
      }
    }
  }
  return best.get(goal)?.way ?? [];
}
