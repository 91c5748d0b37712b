import { addDays, addMonths, type IsoMonth, monthBounds } from '~/domain/dates';
import { type MonthlyStatistics, type StatisticsRow, statisticsFor } from '~/domain/publication/publication';
import { SECTORS } from '~/domain/vocabulary';

export type Dice = { next: () => number; below: (end: number) => number };

/** The same numbers for the same seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (end) => Math.floor(next() * end) };
}

export type DicedCounty = { months: IsoMonth[]; statistics: (month: IsoMonth) => MonthlyStatistics };

/** A county of `monthCount` months from its first case on, with few or many cases, sectors and towns. */
export function dicedCounty(dice: Dice, monthCount: number): DicedCounty {
  const first = '2026-01';
  const sectors = SECTORS.slice(0, 2 + dice.below(5));
  const towns = ['T1', 'T2', 'T3', 'T4'].slice(0, 1 + dice.below(4));
  const cases = Math.floor(2 + 60 * dice.next() ** 2) * monthCount;
  const skew = 1 + 2 * dice.next();
  const pick = <T>(from: readonly T[]): T => from[Math.floor(from.length * dice.next() ** skew)] ?? (from[0] as T);
  const rows = Array.from({ length: cases }, (_, n): StatisticsRow => {
    const month = n === 0 ? first : addMonths(first, dice.below(monthCount));
    const receivedOn = addDays(monthBounds(month).first, dice.below(28));
    const acceptedOn = dice.next() < 0.85 ? addDays(receivedOn, dice.below(8)) : null;
    const verifiedOn = acceptedOn && dice.next() < 0.8 ? addDays(acceptedOn, dice.below(25)) : null;
    const found = dice.next() < 0.8;
    const [substantiatedOn, unsubstantiatedOn] = found ? [verifiedOn, null] : [null, verifiedOn];
    const rewardedOn = substantiatedOn && dice.next() < 0.6 ? addDays(substantiatedOn, dice.below(30)) : null;
    const rewardFen = rewardedOn === null ? null : 300_000n;
    return {
      sector: pick(sectors),
      town: pick([null, ...towns]),
      receivedOn,
      acceptedOn,
      substantiatedOn,
      unsubstantiatedOn,
      rewardedOn,
      rewardFen,
    };
  });
  const statistics = (month: IsoMonth): MonthlyStatistics => {
    const all = statisticsFor(month, rows, towns);
    return { ...all, bySector: all.bySector.filter(({ key }) => sectors.some((sector) => sector === key)) };
  };
  return { months: Array.from({ length: monthCount }, (_, n) => addMonths(first, n)), statistics };
}
