import { defineWords } from '~/words/define';
import { followActWords as en } from '~/words/en/follow/follow-acts';
import { followActWords as zh } from '~/words/zh/follow/follow-acts';

/** What a reporter does beside writing: adding evidence, withdrawing the report. */
export const followActWords = defineWords({ zh, en });
