import { defineWords } from '~/words/define';
import { fundYearWords as en } from '~/words/en/reward/fund-year';
import { fundYearWords as zh } from '~/words/zh/reward/fund-year';

export const fundYearWords = defineWords({ zh, en });
