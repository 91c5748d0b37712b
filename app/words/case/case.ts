import { defineWords } from '~/words/define';
import { caseWords as en } from '~/words/en/case/case';
import { caseWords as zh } from '~/words/zh/case/case';

export const caseWords = defineWords({ zh, en });
