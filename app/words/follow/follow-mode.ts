import { defineWords } from '~/words/define';
import { followModeWords as en } from '~/words/en/follow/follow-mode';
import { followModeWords as zh } from '~/words/zh/follow/follow-mode';

/** How the reporter's page is opened: on the reporter's own device, or on the server in memory. */
export const followModeWords = defineWords({ zh, en });
