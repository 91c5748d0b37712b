import { defineWords } from '~/words/define';
import { holidaysWords as en } from '~/words/en/county/holidays';
import { holidaysWords as zh } from '~/words/zh/county/holidays';

/** Words of the page of holidays. */
export const holidaysWords = defineWords({ zh, en });
