import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import type { FormError } from '~/ui/error-summary';
import { countyWords } from '~/words/county/county';
import { type Lang, languageName } from '~/words/language';
import { entryErrors, type RefusedEntry } from './entry-errors';

/** What is wrong with the entry, each problem beside its field; else the refusal as a whole. */
export function countyErrors(refused: RefusedEntry | null, lang: Lang): FormError[] {
  const words = countyWords[lang];
  return entryErrors(refused, lang, {
    labelOf: (field) => labelOf(field, lang),
    problems: words.problems,
    own: ({ data }) => (data?.rule === 'unchanged' || data?.rule === 'waits' ? [{ message: words[data.rule] }] : null),
  });
}

function labelOf(field: string, lang: Lang): string {
  const words = countyWords[lang];
  const language = LANGS.find((one) => field === `name.${one}`);
  if (language) return words.name(languageName(language, lang), language === DEFAULT_LANG);
  return field === 'hotline' ? words.hotline : words.from;
}
