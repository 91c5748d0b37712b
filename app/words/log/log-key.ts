import { defineWords } from '~/words/define';
import { logKeyWords as en } from '~/words/en/log/log-key';
import { logKeyWords as zh } from '~/words/zh/log/log-key';

/** Words for guardians who vouch for the log's key after a break-in. */
export const logKeyWords = defineWords({ zh, en });
