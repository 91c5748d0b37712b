import { defineWords } from '~/words/define';
import { policyWords as en } from '~/words/en/county/policy';
import type { Lang } from '~/words/language';
import { type RefusedShape, refusalSentence } from '~/words/refused';
import { policyWords as zh } from '~/words/zh/county/policy';

/** Words of the page where the county's own rules are entered. */
export const policyWords = defineWords({ zh, en });

/** Why a version was not entered, beside its first day where another day helps. */
export function policyRefusal(lang: Lang, refused: RefusedShape): { field: string; message: string } {
  const known: Record<string, string> = policyWords[lang].refused;
  // The same form, come again after a lost answer, is done: nobody else was first.
  const repeated = refused.data?.rule === 'postedBefore';
  const field = refused.code === 'tooLate' || refused.code === 'conflict' ? 'effectiveFrom' : 'legalBasis';
  const message = (repeated ? undefined : known[refused.code]) ?? refusalSentence(refused, lang);
  return { field, message };
}
