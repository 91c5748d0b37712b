import { defineWords } from '~/words/define';
import { sectorsWords as en } from '~/words/en/county/sectors';
import { sectorsWords as zh } from '~/words/zh/county/sectors';

/** Words of the administrator's page of trades. */
export const sectorsWords = defineWords({ zh, en });
