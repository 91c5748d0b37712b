import { defineWords } from '~/words/define';
import { areasWords as en } from '~/words/en/county/areas';
import { areasWords as zh } from '~/words/zh/county/areas';

/** Words of the page of towns and villages. */
export const areasWords = defineWords({ zh, en });
