import { defineWords } from '~/words/define';
import { unitsWords as en } from '~/words/en/county/units';
import { unitsWords as zh } from '~/words/zh/county/units';

/** Words of the administrator's pages of units. */
export const unitsWords = defineWords({ zh, en });
