import type { IsoMonth } from '~/domain/dates';
import type { ControlArguments } from './control-arguments';
import { tooFewValues } from './disclosure-audit';
import { type PublishedSystem, publishedSystem, type Span, solutionFor, spanOf } from './disclosure-system';
import type { MonthlyStatistics } from './publication';
import { countOf, type Place } from './release';
import { publicCount, type ReleaseDraft, releaseOfDraft } from './release-draft';

export type ReleaseAudit = {
  /** Hidden numbers, of any release, for which the draft as it is now leaves too few values. */
  failed(): Place[];
  /** How many numbers of earlier releases had too few values before. */
  excepted(): number;
  close(): void;
};

/**
 * Audits a draft together with all earlier releases. Hiding more leaves every other number at least the values that it
 * had, so what once passed is not asked for again.
 */
export function openAudit(given: ControlArguments, draft: ReleaseDraft): ReleaseAudit {
  const { month } = draft.statistics;
  const { system, solver, known } = opened(given, draft);
  const passed = new Set<number>();
  const before = new Map<number, number>();
  const set = (cell: number, span: Span) => {
    system.spans[cell] = span;
    solver.narrow(cell, span);
  };
  const own = system.cells.flatMap((cell, at) => (cell.month === month ? [at] : []));
  const spanNow = (cell: number): Span => {
    const place = system.cells[cell];
    return spanOf(place ? publicCount(draft, place) : null, { format: 2, threshold: draft.threshold });
  };
  /** Records how many values these cells of earlier releases had without this release, with nothing said of its month. */
  const without = (cells: readonly number[]): void => {
    for (const cell of own) set(cell, spanOf(null, { format: 2, threshold: draft.threshold }));
    const wanted = new Map(cells.map((cell) => [cell, draft.threshold]));
    const few = tooFewValues(solver, system, wanted, [known]);
    for (const cell of cells) before.set(cell, few.get(cell) ?? draft.threshold);
    for (const cell of own) set(cell, spanNow(cell));
  };
  return {
    failed() {
      for (const cell of own) set(cell, spanNow(cell));
      const open = system.cells.flatMap((_, cell) => (isHidden(system, cell) && !passed.has(cell) ? [cell] : []));
      const wanted = new Map(open.map((cell) => [cell, before.get(cell) ?? draft.threshold]));
      const few = tooFewValues(solver, system, wanted, [known]);
      const old = [...few.keys()].filter((cell) => system.cells[cell]?.month !== month && !before.has(cell));
      if (old.length > 0) without(old);
      const bad = (cell: number) => (few.get(cell) ?? Number.POSITIVE_INFINITY) < (before.get(cell) ?? draft.threshold);
      for (const cell of open) if (!bad(cell)) passed.add(cell);
      return open.filter(bad).flatMap((cell) => system.cells[cell] ?? []);
    },
    excepted: () => [...before.values()].filter((values) => values < draft.threshold).length,
    close: () => solver.close(),
  };
}

const isHidden = ({ spans }: PublishedSystem, cell: number): boolean => {
  const { low, high } = spans[cell] ?? { low: 0, high: 0 };
  return low < high;
};

/**
 * Where the releases contradict nesting (an entry was corrected by hand), nobody can use it, so sums alone are audited.
 */
function opened({ earlier, firstMonth, openSolver, trueCounts }: ControlArguments, draft: ReleaseDraft) {
  const counted = new Map<string, MonthlyStatistics>();
  const ofMonth = (month: IsoMonth): MonthlyStatistics => {
    const found = counted.get(month) ?? (month === draft.statistics.month ? draft.statistics : trueCounts(month));
    counted.set(month, found);
    return found;
  };
  for (const nested of [true, false]) {
    const system = publishedSystem([...earlier, releaseOfDraft(draft)], firstMonth, nested);
    const solver = openSolver(system);
    const known = solutionFor(system, (place) => countOf(ofMonth(place.month), place)) ?? solver.greatest([]);
    if (known !== null) return { system, solver, known };
    solver.close();
  }
  throw new Error('Published numbers contradict each other');
}
