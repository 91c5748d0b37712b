import { defineWords } from '~/words/define';
import { followAnswerWords as en } from '~/words/en/follow/follow-answers';
import { followAnswerWords as zh } from '~/words/zh/follow/follow-answers';

/** What became of a step on the reporter's page that was not done: what is true now, and what to do next. */
export const followAnswerWords = defineWords({ zh, en });
