import { defineWords } from '~/words/define';
import { followCashWords as en } from '~/words/en/follow/follow-cash';
import { followCashWords as zh } from '~/words/zh/follow/follow-cash';

export const followCashWords = defineWords({ zh, en });
