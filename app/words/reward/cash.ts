import { defineWords } from '~/words/define';
import { cashWords as en } from '~/words/en/reward/cash';
import { cashWords as zh } from '~/words/zh/reward/cash';

/** Words about cash by code at finance's counter. */
export const cashWords = defineWords({ zh, en });
