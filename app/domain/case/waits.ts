/** How many waits have lasted `days` so far: `ended` of them ended then, and `open` go on. */
export type WaitCount = { days: number; ended: number; open: number };

/** Products of fractions in floating point come out a little beside what they are. */
const ROUNDING = 1e-9;

/**
 * The days within which this share (0 to 1) of waits ends. Waits that go on count for as long as they have lasted
 * (Kaplan and Meier, 1958), so that a unit does not look fast by leaving its old cases alone. Null while fewer than that
 * share are known to end.
 */
export function daysUntil(share: number, counts: readonly WaitCount[]): number | null {
  const byDays = [...counts].sort((a, b) => a.days - b.days);
  let waiting = byDays.reduce((sum, { ended, open }) => sum + ended + open, 0);
  let goingOn = 1;
  for (const [days, ended, open] of sameDays(byDays)) {
    if (ended > 0) goingOn *= 1 - ended / waiting;
    if (ended > 0 && goingOn <= 1 - share + ROUNDING) return days;
    waiting -= ended + open;
  }
  return null;
}

/** One entry for each number of days: those that end on a day still wait with those that are counted until it. */
function sameDays(sorted: readonly WaitCount[]): [days: number, ended: number, open: number][] {
  const sums = new Map<number, [number, number, number]>();
  for (const { days, ended, open } of sorted) {
    const [, e, o] = sums.get(days) ?? [days, 0, 0];
    sums.set(days, [days, e + ended, o + open]);
  }
  return [...sums.values()];
}
