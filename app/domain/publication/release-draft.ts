import { countAt } from './disclosure-system';
import { type CountsRow, MEASURES, type Measure, type MonthlyStatistics } from './publication';
import {
  countOf,
  LISTS,
  type ListName,
  type MonthlyRelease,
  type Place,
  type PublicCount,
  type PublicCounts,
  roundedMoney,
} from './release';

/**
 * What is hidden so far of a month's true numbers. Counts below the threshold always are, and so is a list whose total
 * is not shown. `covers` holds further hidden rows, `closed` whole lists and totals of which nothing is said.
 */
export type ReleaseDraft = {
  statistics: MonthlyStatistics;
  threshold: number;
  /** The release before, which outsiders know: what it did not show is hidden in preference to what it did. */
  before: MonthlyRelease | null;
  covers: Set<string>;
  closed: Set<string>;
};

export function draftOf(statistics: MonthlyStatistics, threshold: number, before: MonthlyRelease | null): ReleaseDraft {
  return { statistics, threshold, before, covers: new Set(), closed: new Set() };
}

const nameOf = ({ list, key, measure }: Place): string => `${list ?? ''}/${key}/${measure}`;
const columnOf = (list: ListName | null, measure: Measure): string => `${list ?? ''}/${measure}`;

const trueCount = ({ statistics }: ReleaseDraft, place: Place): number => countOf(statistics, place);

/** What the draft publishes of a number. */
export function publicCount(draft: ReleaseDraft, place: Place): PublicCount {
  const { list, measure } = place;
  if (draft.closed.has(columnOf(null, measure))) return null;
  if (list !== null && (draft.closed.has(columnOf(list, measure)) || isFew(draft, total(measure)))) return null;
  if (isFew(draft, place)) return 'few';
  return draft.covers.has(nameOf(place)) ? 'more' : trueCount(draft, place);
}

const total = (measure: Measure): Place => ({ list: null, key: '', measure });
const isFew = (draft: ReleaseDraft, place: Place): boolean => trueCount(draft, place) < draft.threshold;

/** Numbers of the draft that can be hidden. A list of one row equals its total and is hidden only with it. */
export function hideable(draft: ReleaseDraft, list: ListName | null, measure: Measure): Place[] {
  const rows = list === null ? [total(measure)] : draft.statistics[list].map(({ key }) => ({ list, key, measure }));
  if (list !== null && rows.length < 2) return [];
  return rows.filter((place) => typeof publicCount(draft, place) === 'number');
}

/** Hides a number: a row becomes a cover, and a total takes along everything that adds up to it. */
export function hide(draft: ReleaseDraft, place: Place): void {
  if (place.list === null) draft.closed.add(columnOf(null, place.measure));
  else draft.covers.add(nameOf(place));
}

const COVER_CHANCE = 1 / 16;
const LIST_CHANCE = 1 / 128;
const TOTAL_CHANCE = 1 / 1024;

/**
 * Hides a few numbers for no reason. Therefore nobody can conclude from a hidden number that hiding it was necessary:
 * whatever the rule hides afterwards could have been hidden here, whatever the table.
 */
export function hideByChance(draft: ReleaseDraft, random: () => number): void {
  for (const measure of MEASURES) {
    if (random() < TOTAL_CHANCE) draft.closed.add(columnOf(null, measure));
    for (const list of LISTS) {
      if (random() < LIST_CHANCE && draft.statistics[list].length > 1) draft.closed.add(columnOf(list, measure));
      for (const place of hideable(draft, list, measure)) if (random() < COVER_CHANCE) hide(draft, place);
    }
  }
}

/**
 * Hides covers at random until each list is safe by itself (`isSettled`); when no covers are left, nothing is said of
 * the list. Which cover is taken depends only on what is public, never on its size.
 */
export function settleSums(draft: ReleaseDraft, random: () => number): void {
  for (const measure of MEASURES) {
    for (const list of LISTS) {
      while (!isSettled(draft, list, measure)) {
        const possible = hideable(draft, list, measure);
        const known = possible.filter((place) => draft.before && typeof countAt(draft.before, place) !== 'number');
        const cover = anyOf(known.length > 0 ? known : possible, random);
        if (cover) hide(draft, cover);
        else draft.closed.add(columnOf(list, measure));
      }
    }
  }
}

export const anyOf = <T>(from: readonly T[], random: () => number): T | undefined =>
  from[Math.floor(random() * from.length)];

/**
 * Whether the sums of a list leave each hidden row enough values. Let k rows be published as below the threshold t, let
 * c covers be at least t, and let S be the sum of the hidden rows, as anybody can find by subtraction. The list is safe
 * when nothing is hidden, or c = 0 and t ≤ S ≤ (t − 1)(k − 1), or S ≥ t(c + 1) and another row is hidden beside the
 * cover. Then each of the k rows can be 0 to t − 1, and each cover has t values or more. This holds even for somebody
 * who takes every cover for a necessary one: where the rule fails with one cover less, at least t sums are possible.
 */
function isSettled(draft: ReleaseDraft, list: ListName, measure: Measure): boolean {
  const t = draft.threshold;
  const rows = draft.statistics[list].map(({ key }): Place => ({ list, key, measure }));
  const counts = rows.map((place) => publicCount(draft, place));
  if (counts.includes(null) || rows.length < 2) return true;
  const k = counts.filter((count) => count === 'few').length;
  const covers = counts.filter((count) => count === 'more').length;
  const hidden = rows.filter((_, at) => typeof counts[at] !== 'number');
  const sum = hidden.reduce((all, place) => all + trueCount(draft, place), 0);
  if (hidden.length === 0) return true;
  if (covers === 0) return sum >= t && sum <= (t - 1) * (k - 1);
  return sum >= t * (covers + 1) && hidden.length > 1;
}

/** The draft as it will be frozen. */
export function releaseOfDraft(draft: ReleaseDraft): MonthlyRelease {
  const { statistics, threshold } = draft;
  const counts = (list: ListName | null, key: string): PublicCounts => {
    const all = MEASURES.map((measure) => [measure, publicCount(draft, { list, key, measure })]);
    return Object.fromEntries(all) as PublicCounts;
  };
  const rows = (list: ListName) => statistics[list].map(({ key }: CountsRow) => ({ key, counts: counts(list, key) }));
  const totals = counts(null, '');
  const money = typeof totals.rewarded === 'number' ? String(roundedMoney(statistics.totals.rewardFen)) : null;
  return {
    format: 2,
    month: statistics.month,
    threshold,
    totals,
    rewardFen: money,
    bySector: rows('bySector'),
    byArea: rows('byArea'),
  };
}
