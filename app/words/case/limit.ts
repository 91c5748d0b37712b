import { defineWords, formatDate, type Lang, withAside } from '~/words/language';

const limitWords = defineWords(
  { provisional: '该年放假安排尚未公布，以公布后为准' },
  { provisional: 'that year’s holidays are not published yet, so this day may move' },
);

/** The last day of a limit, and whether it still depends on holidays that are not published. */
export function limitText(on: string, provisional: boolean, lang: Lang): string {
  const day = formatDate(on, lang);
  if (!provisional) return day;
  return withAside(day, limitWords[lang].provisional, lang);
}

/** Why a day may move, alone: for a column of its own; empty where it stands. */
export const provisionalText = (provisional: boolean, lang: Lang): string =>
  provisional ? limitWords[lang].provisional : '';
