import { defineWords } from '~/words/define';
import { followActWords as en } from '~/words/en/follow/follow-acts';
import { followActWords as zh } from '~/words/zh/follow/follow-acts';

/** What a reporter does besides writing: adding evidence, taking the report back. */
export const followActWords = defineWords({ zh, en });

export type FollowActWords = typeof followActWords.zh;
