import { defineWords } from '~/words/define';
import { ruleMoreWords as en } from '~/words/en/reward/rule-more';
import { ruleMoreWords as zh } from '~/words/zh/reward/rule-more';

export const ruleMoreWords = defineWords({ zh, en });
