import type { RefusalCode, RefusalData } from '~/domain/refusal';
import type { FormError } from '~/ui/error-summary';
import { refusedText } from '~/words/access';
import { formatList, type Lang } from '~/words/language';
import { registerWords } from '~/words/register';

type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };

/** What is wrong with an entry, each beside its field; else the refusal as a whole. */
export function registerErrors(refused: Refused | null, lang: Lang): FormError[] {
  if (refused === null) return [];
  const { problems: words, employers } = registerWords[lang];
  const { problems, rule, boards } = refused.data ?? {};
  if (rule === 'hasBoards' && Array.isArray(boards))
    return [{ message: employers.hasBoards(formatList(boards, lang)) }];
  if (!Array.isArray(problems)) return [{ message: refusedText(refused, lang) }];
  return problems.map((told: string) => {
    const [field = '', problem = ''] = told.split(' ');
    return { field, message: (words as Record<string, string>)[problem] ?? refusedText(refused, lang) };
  });
}

export type FieldErrorIn = (field: string) => string | undefined;

export const errorIn =
  (errors: readonly FormError[]): FieldErrorIn =>
  (field) =>
    errors.find((one) => one.field === field)?.message;
