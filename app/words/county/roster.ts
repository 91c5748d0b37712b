import { defineWords } from '~/words/define';
import { rosterWords as en } from '~/words/en/county/roster';
import { rosterWords as zh } from '~/words/zh/county/roster';

/** Words of the duty roster. */
export const rosterWords = defineWords({ zh, en });
