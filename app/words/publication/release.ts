import { defineWords } from '~/words/define';
import { releaseWords as en } from '~/words/en/publication/release';
import type { Lang } from '~/words/language';
import { type RefusedShape, refusalSentence } from '~/words/refused';
import { releaseWords as zh } from '~/words/zh/publication/release';

/** Words of the staff page that releases monthly statistics. */
export const releaseWords = defineWords({ zh, en });

export const releaseRefusal = (lang: Lang, refused: RefusedShape): string =>
  refused.data?.rule === 'notOver' ? releaseWords[lang].notOver : refusalSentence(refused, lang);
