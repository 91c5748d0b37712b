import { defineWords } from '~/words/define';
import { markWords as en } from '~/words/en/case/mark';
import { markWords as zh } from '~/words/zh/case/mark';

/** Words for marking a unit that a case turned out to be about, for those who handle it and for guardians. */
export const markWords = defineWords({ zh, en });
