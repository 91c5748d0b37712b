import { defineWords } from '~/words/define';
import { committeeOrderWords as en } from '~/words/en/case/committee-order';
import { committeeOrderWords as zh } from '~/words/zh/case/committee-order';

/** Words about what the safety committee office asks of units. */
export const committeeOrderWords = defineWords({ zh, en });
