import { defineWords } from '~/words/define';
import { payoutWords as en } from '~/words/en/reward/payout';
import { payoutWords as zh } from '~/words/zh/reward/payout';

export const payoutWords = defineWords({ zh, en });
