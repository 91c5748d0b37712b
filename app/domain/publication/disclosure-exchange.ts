import type { PublishedSystem } from './disclosure-system';
import { MEASURES, STEPS } from './publication';
import { LISTS } from './release';

/** Whether a cell can have a value, as far as exchanges between rows show it. A false answer proves nothing. */
export type Exchange = (cell: number, value: number) => boolean;

const WIDTH = MEASURES.length;
/** Steps by the positions of their measures in a row. */
const PLACED = STEPS.map(({ from, to }) => ({
  from: MEASURES.indexOf(from),
  to: to.map((measure) => MEASURES.indexOf(measure)),
}));
const none = (): Changes => MEASURES.map(() => 0);

function allSigns(width: number): Changes[] {
  if (width === 0) return [[]];
  return allSigns(width - 1).flatMap((signs) => [0, 1, -1].map((sign) => [...signs, sign]));
}

/** The change of what enters a step, less the change of what leaves it. */
const inOut = (changes: Changes, { from, to }: (typeof PLACED)[number]): number =>
  to.reduce((left, at) => left - (changes[at] ?? 0), changes[from] ?? 0);
const seen = (signs: Changes): number => PLACED.filter((step) => inOut(signs, step) !== 0).length;
const changed = (signs: Changes): number => signs.filter((sign) => sign !== 0).length;

/**
 * By measure: the ways to change it by one together with other measures of its row (1: in the same direction, -1: in
 * the other), such that at most two of the steps beside them see a difference. Ways with the fewest changes come first.
 */
const MOVES: readonly Changes[][] = MEASURES.map((_, measure) =>
  allSigns(WIDTH)
    .filter((signs) => signs[measure] === 1 && seen(signs) <= 2)
    .sort((a, b) => changed(a) - changed(b)),
);

/** A row of one month is identified by its first cell; the cells of its other measures follow. */
type Month = { total: number; lists: number[][] };
type Changes = number[];

/**
 * Finds possible values without a solver. `known` satisfies the system (the true numbers do). In one month, one or more
 * neighbouring measures of a row are changed, and other hidden rows of the list take up the difference, so that every
 * sum stays. Where the total is hidden too, it may change together with rows of both lists. A result that stays within
 * all spans, and lets no pool become negative in any later month, is another solution.
 */
export function exchanges(system: PublishedSystem, known: readonly number[]): Exchange {
  const months = monthsOf(system);
  const room = roomOf(system, known);
  const down = system.spans.map(({ low }, cell) => low - (known[cell] ?? 0));
  const up = system.spans.map(({ high }, cell) => high - (known[cell] ?? 0));
  return (cell, value) => {
    const month = months.get(system.cells[cell]?.month ?? '');
    const change = value - (known[cell] ?? 0);
    if (!month || within(cell, change) !== change) return false;
    const measure = cell % WIDTH;
    for (const move of MOVES[measure] ?? []) if (shifted(month, cell - measure, change, move)) return true;
    return false;
  };

  function shifted(month: Month, row: number, change: number, move: Changes): boolean {
    const mine = move.map((sign, at) => (sign === 0 ? 0 : within(row + at, sign * change)));
    if (!allows(row, mine)) return false;
    if (row === month.total) return month.lists.every((rows) => isZero(spread(rows, row, mine)));
    const list = month.lists.findIndex((rows) => rows.includes(row));
    const left = spread(month.lists[list] ?? [], row, negative(mine));
    if (isZero(left)) return true;
    const more = negative(left);
    const others = month.lists.filter((_, at) => at !== list);
    return allows(month.total, more) && others.every((rows) => isZero(spread(rows, row, more)));
  }

  /** Lets rows other than `own` take changes that add up to those wanted; returns what none of them could take. */
  function spread(rows: readonly number[], own: number, wanted: Changes): Changes {
    const left = [...wanted];
    const taken = none();
    for (const row of rows) {
      if (row === own) continue;
      let any = false;
      for (let at = 0; at < WIDTH; at += 1) {
        taken[at] = within(row + at, left[at] ?? 0);
        any ||= taken[at] !== 0;
      }
      if (!any) continue;
      while (!isZero(taken) && !allows(row, taken)) lessen(taken);
      for (let at = 0; at < WIDTH; at += 1) left[at] = (left[at] ?? 0) - (taken[at] ?? 0);
      if (isZero(left)) break;
    }
    return left;
  }

  /** Limits a change to what the cell's span lets it take. */
  function within(cell: number, change: number): number {
    return change < 0 ? Math.max(change, down[cell] ?? 0) : Math.min(change, up[cell] ?? 0);
  }

  function allows(row: number, changes: Changes): boolean {
    for (let at = 0; at < WIDTH; at += 1) {
      const change = changes[at] ?? 0;
      if (within(row + at, change) !== change) return false;
    }
    return PLACED.every((step, at) => (room[row + at] ?? Number.POSITIVE_INFINITY) + inOut(changes, step) >= 0);
  }
}

const isZero = (changes: Changes): boolean => changes.every((change) => change === 0);
const negative = (changes: Changes): Changes => changes.map((change) => 0 - change);

/** Takes one unit back from the largest change. */
function lessen(changes: Changes): void {
  const most = Math.max(...changes.map(Math.abs));
  const at = changes.findIndex((change) => Math.abs(change) === most);
  changes[at] = (changes[at] ?? 0) - Math.sign(changes[at] ?? 0);
}

function monthsOf({ cells }: PublishedSystem): Map<string, Month> {
  const months = new Map<string, Month>();
  for (let row = 0; row < cells.length; row += WIDTH) {
    const { month, list } = cells[row] ?? { month: '', list: null };
    const rows = months.get(month) ?? { total: row, lists: LISTS.map(() => []) };
    months.set(month, rows);
    if (list !== null) rows.lists[LISTS.indexOf(list)]?.push(row);
  }
  return months;
}

/**
 * By a row's first cell plus the step: the least number waiting at the step in that month and all later ones. Where
 * there is no entry there is no limit.
 */
function roomOf({ pools }: PublishedSystem, known: readonly number[]): number[] {
  const room: number[] = [];
  for (const { firsts, step, waiting } of pools) {
    let least = Number.POSITIVE_INFINITY;
    for (let at = waiting.length - 1; at >= 0; at -= 1) {
      least = Math.min(least, known[waiting[at] ?? -1] ?? 0);
      room[(firsts[at] ?? 0) + step] = least;
    }
  }
  return room;
}
