import { defineWords } from '~/words/define';
import { accessWords as en } from '~/words/en/follow/access';
import type { Lang } from '~/words/language';
import { type RefusedShape, refusalSentence } from '~/words/refused';
import { vocabularyWords } from '~/words/vocabulary';
import { accessWords as zh } from '~/words/zh/follow/access';

/** Words of enrolment, sign-in, unlocking and the staff home. */
export const accessWords = defineWords({ zh, en });

/** A refusal in a sentence: the broken rule where one is named, else what is true now. */
export function refusedText(refused: RefusedShape, lang: Lang): string {
  const words = accessWords[lang];
  const names = vocabularyWords[lang];
  const seconds = refused.data?.seconds;
  if (refused.code === 'busy' && typeof seconds === 'number') return words.busy(seconds);
  const rule = String(refused.data?.rule ?? '');
  if (refused.code === 'notAllowed' && rule === 'notCertified') return names.notCertified;
  const rules: Readonly<Record<string, string>> = { ...names.roleConflicts, ...words.rules };
  return rules[rule] ?? refusalSentence(refused, lang);
}
