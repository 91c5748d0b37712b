import type { ControlArguments } from '~/domain/publication/control-arguments';
import { controlledRelease } from '~/domain/publication/disclosure-control';
import type { MonthlyRelease } from '~/domain/publication/release';
import { wholeNumberSolver } from '~/services/publication/whole-number-solver.server';
import type { DicedCounty } from './county-dice';

/** The county's months, released one after another as `anshao release` does. */
export async function releasedCounty(
  { months, statistics }: DicedCounty,
  random: () => number,
  other: Partial<ControlArguments> = {},
): Promise<MonthlyRelease[]> {
  const openSolver = await wholeNumberSolver();
  const earlier: MonthlyRelease[] = [];
  for (const month of months) {
    const given = { statistics: statistics(month), trueCounts: statistics, firstMonth: months[0] ?? null, earlier };
    earlier.push(controlledRelease({ ...given, openSolver, random, ...other }).release);
  }
  return earlier;
}
