import type { CaseField } from '~/domain/acts/act';
import type { CaseActName } from '~/domain/acts/case-acts';
import { fieldsOf } from '~/domain/acts/case-fields';
import { isIsoDate } from '~/domain/dates';
import { fieldWordsOf } from '~/words/case/act-fields';
import { formatDate, type Lang } from '~/words/language';

type Said = Readonly<Record<string, string | number | boolean | null | undefined>>;
type Asked = { act: CaseActName; lang: Lang; members: Readonly<Record<string, string>> };

/** What was entered in the fields of an act, in words: those that stand in `said`, in the order of its form. */
export const fieldTexts = (said: Said, asked: Asked): { name: string; label: string; text: string }[] =>
  fieldsOf(asked.act).flatMap(([name, field]) => {
    const value = said[name];
    if (typeof value !== 'string' || value === '') return [];
    const label = fieldWordsOf(asked.act, name, asked.lang)?.label ?? name;
    return [{ name, label, text: textOf(name, field, value, asked) }];
  });

function textOf(name: string, { kind }: CaseField, value: string, { act, lang, members }: Asked): string {
  if (kind === 'day') return isIsoDate(value) ? formatDate(value, lang) : value;
  if (kind === 'choice') return fieldWordsOf(act, name, lang)?.choices?.[value] ?? value;
  return kind === 'officer' ? (members[value] ?? '–') : value;
}
