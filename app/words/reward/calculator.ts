import { defineWords } from '~/words/define';
import { calculatorWords as en } from '~/words/en/reward/calculator';
import { calculatorWords as zh } from '~/words/zh/reward/calculator';

export const calculatorWords = defineWords({ zh, en });
