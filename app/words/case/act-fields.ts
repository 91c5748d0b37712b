import type { CaseActName } from '~/domain/acts/case-acts';
import { defineWords } from '~/words/define';
import { actFieldWords as en } from '~/words/en/case/act-fields';
import type { Lang } from '~/words/language';
import { actFieldWords as zh } from '~/words/zh/case/act-fields';

export const actFieldWords = defineWords({ zh, en });

type Words = { readonly label: string; readonly hint?: string; readonly choices?: Readonly<Record<string, string>> };

/** The words of one field of an act; null for a field that no row describes. */
export const fieldWordsOf = (act: CaseActName, name: string, lang: Lang): Words | null => {
  const all: { readonly [A in CaseActName]?: Readonly<Record<string, Words>> } = actFieldWords[lang];
  return all[act]?.[name] ?? null;
};
