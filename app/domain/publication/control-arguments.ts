import type { IsoMonth } from '~/domain/dates';
import type { OpenSolver } from './disclosure-audit';
import type { MonthlyStatistics } from './publication';
import type { MonthlyRelease } from './release';

/** What disclosure control, and the audit of what it releases, work from. */
export type ControlArguments = {
  statistics: MonthlyStatistics;
  /** What was published before, any order. */
  earlier: readonly MonthlyRelease[];
  /** Month of the county's first case; null: there is none. */
  firstMonth: IsoMonth | null;
  /** What the county counts now for a month: a likely solution to start from, of which nothing is published. */
  trueCounts: (month: IsoMonth) => MonthlyStatistics;
  openSolver: OpenSolver;
  /** Evenly spread, at least 0 and below 1, and not to be foreseen from outside. */
  random: () => number;
  threshold?: number;
};
