import { defineWords } from '~/words/define';
import { alertWords as en } from '~/words/en/report/alerts';
import { alertWords as zh } from '~/words/zh/report/alerts';

/** Words of alerts: danger to life that somebody has to confirm. */
export const alertWords = defineWords({ zh, en });
