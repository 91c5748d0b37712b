import { defineWords } from '~/words/define';
import { dutyTestWords as en } from '~/words/en/county/duty-test';
import { dutyTestWords as zh } from '~/words/zh/county/duty-test';

/** A marked test message along the ways of the duty roster. */
export const dutyTestWords = defineWords({ zh, en });
