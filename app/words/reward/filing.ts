import { defineWords } from '~/words/define';
import { filingWords as en } from '~/words/en/reward/filing';
import { filingWords as zh } from '~/words/zh/reward/filing';

export const filingWords = defineWords({ zh, en });
