import { defineWords } from '~/words/define';
import { hazardWords as en } from '~/words/en/case/hazard';
import { hazardWords as zh } from '~/words/zh/case/hazard';

export const hazardWords = defineWords({ zh, en });
