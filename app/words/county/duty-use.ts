import { defineWords } from '~/words/define';
import { dutyUseWords as en } from '~/words/en/county/duty-use';
import { dutyUseWords as zh } from '~/words/zh/county/duty-use';

/** Words about what a year of reports says of the rules of routing. */
export const dutyUseWords = defineWords({ zh, en });
