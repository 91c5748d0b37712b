import { exchanges } from './disclosure-exchange';
import type { LinearSystem, PublishedSystem, Span, Term } from './disclosure-system';

/** A solver that holds one system. It is a port: the services give the domain one that uses HiGHS. */
export type Solver = {
  /** Narrows the values that a cell may have. */
  narrow(cell: number, span: Span): void;
  /** Whole numbers that satisfy the system and make the weighted sum as great as possible; null when there are none. */
  greatest(weights: readonly Term[]): readonly number[] | null;
  close(): void;
};
export type OpenSolver = (system: LinearSystem) => Solver;

/** How far from a cell's value in a known solution other values are tried. */
const NEAR = 9;

/**
 * Looks for as many possible values of each cell as are `wanted` of it. A value counts only with a whole solution of
 * the system in which the cell has it. Exchanges in `known` solutions show most values and the solver decides the rest;
 * the least and the greatest come from integer programmes. Returns the cells with too few values, and how many each
 * has.
 */
export function tooFewValues(
  solver: Solver,
  system: PublishedSystem,
  wanted: ReadonlyMap<number, number>,
  known: readonly (readonly number[])[],
): Map<number, number> {
  const search = new ValueSearch(solver, system, wanted);
  for (const solution of known) search.exchange(solution);
  const failed = new Map<number, number>();
  for (const cell of wanted.keys()) {
    if (search.lacks(cell)) search.ask(cell);
    if (search.lacks(cell)) failed.set(cell, search.count(cell));
  }
  return failed;
}

class ValueSearch {
  private readonly solver: Solver;
  private readonly system: PublishedSystem;
  private readonly wanted: ReadonlyMap<number, number>;
  private readonly seen: Map<number, Set<number>>;

  constructor(solver: Solver, system: PublishedSystem, wanted: ReadonlyMap<number, number>) {
    this.solver = solver;
    this.system = system;
    this.wanted = wanted;
    this.seen = new Map([...wanted.keys()].map((cell) => [cell, new Set()]));
  }

  count = (cell: number): number => this.seen.get(cell)?.size ?? 0;
  lacks = (cell: number): boolean => this.count(cell) < (this.wanted.get(cell) ?? 0);

  /** Records the values of a solution, and those that are one exchange away. */
  exchange(solution: readonly number[]): void {
    const canBe = exchanges(this.system, solution);
    for (const [cell, values] of this.seen) {
      const now = solution[cell] ?? 0;
      values.add(now);
      for (let away = 1; away <= NEAR && this.lacks(cell); away += 1) {
        for (const value of [now - away, now + away]) if (!values.has(value) && canBe(cell, value)) values.add(value);
      }
    }
  }

  /** Asks for the least value, the greatest, then one value after another, until there are enough. */
  ask(cell: number): void {
    const least = this.solved([{ cell, times: -1 }])?.[cell];
    if (!this.lacks(cell)) return;
    const most = this.solved([{ cell, times: 1 }])?.[cell];
    if (least === undefined || most === undefined || most - least + 1 < (this.wanted.get(cell) ?? 0)) return;
    const span = this.system.spans[cell] ?? { low: least, high: most };
    for (let value = least + 1; value < Math.min(most, least + 4 * NEAR) && this.lacks(cell); value += 1) {
      if (this.seen.get(cell)?.has(value)) continue;
      this.solver.narrow(cell, { low: value, high: value });
      this.solved([]);
      this.solver.narrow(cell, span);
    }
  }

  private solved(weights: readonly Term[]): readonly number[] | null {
    const solution = this.solver.greatest(weights);
    if (solution) this.exchange(solution);
    return solution;
  }
}
