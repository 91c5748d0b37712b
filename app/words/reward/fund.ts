import { defineWords } from '~/words/define';
import { fundWords as en } from '~/words/en/reward/fund';
import { fundWords as zh } from '~/words/zh/reward/fund';

export const fundWords = defineWords({ zh, en });
