import { defineWords } from '~/words/define';
import { reportSealedWords as en } from '~/words/en/report/report-sealed';
import { reportSealedWords as zh } from '~/words/zh/report/report-sealed';

export const reportSealedWords = defineWords({ zh, en });
