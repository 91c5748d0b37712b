import { defineWords } from '~/words/define';
import { backupKeyWords as en } from '~/words/en/keys/backup-key';
import { backupKeyWords as zh } from '~/words/zh/keys/backup-key';

/** Words of the key to which backups are sealed. */
export const backupKeyWords = defineWords({ zh, en });
