import { defineWords } from '~/words/define';
import { reportSuperiorWords as en } from '~/words/en/report/report-superior';
import { reportSuperiorWords as zh } from '~/words/zh/report/report-superior';

/** Words about reports that concern the office itself, which go to the level above outside. */
export const reportSuperiorWords = defineWords({ zh, en });
