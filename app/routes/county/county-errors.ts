import type { RefusalCode, RefusalData } from '~/domain/refusal';
import { DEFAULT_LANG, LANGS } from '~/domain/vocabulary';
import type { FormError } from '~/ui/error-summary';
import { countyWords } from '~/words/county/county';
import { refusedText } from '~/words/follow/access';
import { type Lang, labelled, languageName } from '~/words/language';
import { changedMeanwhile, changedText } from '~/words/meanwhile';

type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };

/** What is wrong with the entry, each problem beside its field; else the refusal as a whole. */
export function countyErrors(refused: Refused | null, lang: Lang): FormError[] {
  if (refused === null) return [];
  const words = countyWords[lang];
  const changed = changedMeanwhile(refused);
  if (changed !== null) {
    return changed.map(({ field, value }) => ({ field, message: changedText(labelOf(field, lang), value, lang) }));
  }
  const { problems, rule } = refused.data ?? {};
  if (rule === 'unchanged' || rule === 'waits') return [{ message: words[rule] }];
  if (!Array.isArray(problems)) return [{ message: refusedText(refused, lang) }];
  const told: Record<string, string> = words.problems;
  return problems.map((text: string) => {
    const [field = '', problem = ''] = text.split(' ');
    const message = told[problem] ?? refusedText(refused, lang);
    return { field, message, summary: `${labelled(labelOf(field, lang), lang)}${message}` };
  });
}

function labelOf(field: string, lang: Lang): string {
  const words = countyWords[lang];
  const language = LANGS.find((one) => field === `name.${one}`);
  if (language) return words.name(languageName(language, lang), language === DEFAULT_LANG);
  return field === 'hotline' ? words.hotline : words.from;
}
