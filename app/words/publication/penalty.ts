import { defineWords } from '~/words/define';
import { penaltyWords as en } from '~/words/en/publication/penalty';
import type { Lang } from '~/words/language';
import { type RefusedShape, refusalSentence } from '~/words/refused';
import { vocabularyWords } from '~/words/vocabulary';
import { penaltyWords as zh } from '~/words/zh/publication/penalty';

/** Words of the staff page that registers, publishes and withdraws penalty decisions. */
export const penaltyWords = defineWords({ zh, en });

/** Why a decision could not be registered, published or withdrawn. */
export function penaltyRefusal(lang: Lang, refused: RefusedShape): string {
  const { code, data, now } = refused;
  const t = penaltyWords[lang];
  if (data?.rule === 'notCertified') return vocabularyWords[lang].notCertified;
  if (code === 'stageForbids' && now?.act === 'penalty.withdraw') return t.notPublished;
  return refusalSentence(refused, lang);
}
