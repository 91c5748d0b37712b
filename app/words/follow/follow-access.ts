import { defineWords } from '~/words/define';
import { followAccessWords as en } from '~/words/en/follow/follow-access';
import { followAccessWords as zh } from '~/words/zh/follow/follow-access';

/** Who asked to open what is sealed, and who opened it, told to the reporter in plain words. */
export const followAccessWords = defineWords({ zh, en });

export type FollowAccessWords = typeof followAccessWords.zh;
