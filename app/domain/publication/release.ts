import type { IsoMonth } from '~/domain/dates';
import { MEASURES, type Measure, type MonthlyStatistics } from './publication';

/** A count below this is not shown, zero included. The number is local habit; everywhere else it is an argument. */
export const DEFAULT_THRESHOLD = 5;

/**
 * A count as it is published. `few`: below the threshold, perhaps zero. `more`: at least the threshold, but not shown,
 * so that other counts cannot be derived from it. Null: nothing is said of it.
 */
export type PublicCount = number | 'few' | 'more' | null;
export type PublicCounts = Record<Measure, PublicCount>;
export type PublicRow = { key: string; counts: PublicCounts };

/**
 * A monthly release as it is frozen: plain JSON. `format` is missing in releases that still showed zeros; in those,
 * null stands for any count above zero. `rewardFen` is the month's reward money in whole fen as digits, rounded
 * (`roundedMoney`).
 */
export type MonthlyRelease = {
  format?: 2;
  month: IsoMonth;
  threshold: number;
  totals: PublicCounts;
  rewardFen: string | null;
  bySector: PublicRow[];
  byArea: PublicRow[];
};

export const LISTS = ['bySector', 'byArea'] as const;
export type ListName = (typeof LISTS)[number];

/** Identifies a number of a release: a row of a list, or the month's total of a measure (`list` null). */
export type Place = { list: ListName | null; key: string; measure: Measure };

/** All numbers of a release, totals first. */
export function placesOf(release: Pick<MonthlyRelease, ListName>): Place[] {
  const rows = LISTS.flatMap((list) => release[list].map(({ key }) => ({ list, key })));
  return [{ list: null, key: '' }, ...rows].flatMap((row) => MEASURES.map((measure) => ({ ...row, measure })));
}

/** The true count behind a number. */
export function countOf(statistics: MonthlyStatistics, { list, key, measure }: Place): number {
  if (list === null) return statistics.totals[measure];
  return statistics[list].find((row) => row.key === key)?.counts[measure] ?? 0;
}

/**
 * What was verified (Baishiyi Town's notice, item 45: 举报、查核、奖励兑现量): both verdicts together, as anybody can add them up.
 * Null where one of the two is not shown, since the sum would tell it. It therefore needs no audit of its own.
 */
export const verifiedOf = ({ substantiated, unsubstantiated }: PublicCounts): number | null =>
  typeof substantiated === 'number' && typeof unsubstantiated === 'number' ? substantiated + unsubstantiated : null;

/**
 * The sum of a list's counts that are not shown, found by subtraction as anybody can; null where the total is not
 * shown.
 */
export function hiddenSum(release: MonthlyRelease, list: ListName, measure: Measure): number | null {
  const total = release.totals[measure];
  if (typeof total !== 'number') return null;
  return release[list].reduce((left, { counts }) => {
    const count = counts[measure];
    return typeof count === 'number' ? left - count : left;
  }, total);
}

/** Whether a count says more than that it is small, so that its row is worth a line. */
export const isTelling = (count: PublicCount): boolean => count === 'more' || (typeof count === 'number' && count > 0);

/** 10,000 yuan in fen. */
const MONEY_STEP = 1_000_000n;

/**
 * Reward money as it is published: rounded to whole 10,000 yuan, half up. An exact sum would tell which fines of the
 * exposure list were rewarded: a reward is a share of its fine, and few subsets of fines add up to one exact sum.
 */
export const roundedMoney = (fen: bigint): bigint => ((fen + MONEY_STEP / 2n) / MONEY_STEP) * MONEY_STEP;
