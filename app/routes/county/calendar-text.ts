import type { NoticeProblem } from '~/domain/county/holiday-notice';
import { weekdayOf } from '~/domain/county/holiday-table';
import type { FormError } from '~/ui/error-summary';
import { holidaysWords } from '~/words/county/holidays';
import { rosterWords } from '~/words/county/roster';
import { refusedText } from '~/words/follow/access';
import { formatDate, type Lang } from '~/words/language';
import type { RefusedShape } from '~/words/refused';

/** A day with its weekday, since that is how people find a wrong one. */
export function dayText(day: string, lang: Lang): string {
  const weekdays: Record<number, string> = rosterWords[lang].weekdays;
  // Sunday is 0 there and 7 here.
  return holidaysWords[lang].checked.weekday(formatDate(day, lang), weekdays[weekdayOf(day) || 7] ?? '');
}

/** Why a year was not taken, beside the field that is to blame. */
export function yearErrors(refused: RefusedShape | null, lang: Lang): FormError[] {
  if (refused === null) return [];
  const words = holidaysWords[lang];
  const { rule, problems } = refused.data ?? {};
  if (refused.field === 'text' && Array.isArray(problems)) {
    return problems.map((one) => ({ field: 'text', message: problemText(String(one), lang) }));
  }
  if (refused.field === 'notice') {
    return [{ field: 'notice', message: rule === 'tooLong' ? words.noticeLong : words.noticeMissing }];
  }
  const told: Readonly<Record<string, string>> = { waits: words.waits, unchanged: words.same };
  return [{ message: told[String(rule ?? '')] ?? refusedText(refused, lang) }];
}

/** A problem and what it is about, as the act tells them. */
function problemText(told: string, lang: Lang): string {
  const [problem = '', ...about] = told.split(' ');
  const at = about.join(' ');
  const named = /^\d{4}-\d{2}-\d{2}$/.test(at) ? dayText(at, lang) : at;
  return holidaysWords[lang].problems[problem as NoticeProblem](named);
}
