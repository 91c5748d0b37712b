import { defineWords } from '~/words/define';
import { followWayWords as en } from '~/words/en/follow/follow-way';
import { followWayWords as zh } from '~/words/zh/follow/follow-way';

/** How the reporter's page is opened: on the reporter's own device, or on the server in memory. */
export const followWayWords = defineWords({ zh, en });

export type FollowWayWords = typeof followWayWords.zh;
