import { defineWords } from '~/words/define';
import { logWords as en } from '~/words/en/log/log';
import { logWords as zh } from '~/words/zh/log/log';

/** Words of the log of record, for auditors. */
export const logWords = defineWords({ zh, en });
