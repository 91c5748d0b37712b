import { defineWords } from '~/words/define';
import { reportWords as en } from '~/words/en/report/report';
import { reportWords as zh } from '~/words/zh/report/report';

/** Words of the report form, its check step, its answer and its refusals. */
export const reportWords = defineWords({ zh, en });

export type ReportWords = typeof reportWords.zh;
