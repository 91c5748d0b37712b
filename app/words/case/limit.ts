import { yearOf } from '~/domain/dates';
import { defineWords } from '~/words/define';
import { limitWords as en } from '~/words/en/case/limit';
import { formatDate, type Lang, parenthesised } from '~/words/language';
import { limitWords as zh } from '~/words/zh/case/limit';

const limitWords = defineWords({ zh, en });

/** The last day of a limit, and whether it still depends on holidays that are not published. */
export function limitText(on: string, provisional: boolean, lang: Lang): string {
  const day = formatDate(on, lang);
  if (!provisional) return day;
  return parenthesised(day, limitWords[lang].provisional(yearOf(on)), lang);
}

/** A day and the hour on it at which a limit ends, where hours count. */
export const hourText = (on: string, hour: string, lang: Lang): string =>
  limitWords[lang].hour(formatDate(on, lang), hour);

/** Only the reason why a day may move, for a column of its own; empty when the day is certain. */
export const provisionalText = (on: string | null, provisional: boolean, lang: Lang): string =>
  on !== null && provisional ? limitWords[lang].provisional(yearOf(on)) : '';
