import { defineWords } from '~/words/define';
import { backupWords as en } from '~/words/en/county/backup';
import { backupWords as zh } from '~/words/zh/county/backup';

/** How old the last good backup is, and why the last try made none, for administrators. */
export const backupWords = defineWords({ zh, en });
