import { defineWords } from '~/words/define';
import { followWords as en } from '~/words/en/follow/follow';
import { followWords as zh } from '~/words/zh/follow/follow';

/** Words of the reporter's own page. */
export const followWords = defineWords({ zh, en });

export type FollowWords = typeof followWords.zh;
