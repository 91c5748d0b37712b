import { defineWords } from '~/words/define';
import { assessmentWords as en } from '~/words/en/case/assessment';
import { assessmentWords as zh } from '~/words/zh/case/assessment';

/** Words of the monthly assessment of units. */
export const assessmentWords = defineWords({ zh, en });
