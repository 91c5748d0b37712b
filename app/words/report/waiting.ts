import { defineWords } from '~/words/define';
import { waitingWords as en } from '~/words/en/report/waiting';
import { waitingWords as zh } from '~/words/zh/report/waiting';

/** Shown in place of a refusal while many send at once with scripts off. */
export const waitingWords = defineWords({ zh, en });
