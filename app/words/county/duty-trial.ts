import { defineWords } from '~/words/define';
import { dutyTrialWords as en } from '~/words/en/county/duty-trial';
import { dutyTrialWords as zh } from '~/words/zh/county/duty-trial';

/** Words of the page on which duties are tried before they are signed. */
export const dutyTrialWords = defineWords({ zh, en });
