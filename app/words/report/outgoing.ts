import { defineWords } from '~/words/define';
import { outgoingWords as en } from '~/words/en/report/outgoing';
import { outgoingWords as zh } from '~/words/zh/report/outgoing';

/** Words of the page of what is handed on to the level above. */
export const outgoingWords = defineWords({ zh, en });
