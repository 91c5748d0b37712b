import type { IsoMonth } from '~/domain/dates';
import type { OpenSolver } from './disclosure-audit';
import type { MonthlyStatistics } from './publication';
import type { MonthlyRelease } from './release';

/** What disclosure control, and the audit of what it releases, work from. */
export type ControlArguments = {
  statistics: MonthlyStatistics;
  /** What was published before, in any order. */
  earlier: readonly MonthlyRelease[];
  /** Month of the county's first case; null when there is none. */
  firstMonth: IsoMonth | null;
  /** What the county counts today for a month: a likely solution to start from, nothing of which is published. */
  trueCounts: (month: IsoMonth) => MonthlyStatistics;
  openSolver: OpenSolver;
  /** Random numbers, evenly spread, at least 0 and below 1, that nobody outside can foresee. */
  random: () => number;
  threshold?: number;
};
