import { defineWords } from '~/words/define';
import { dutyWords as en } from '~/words/en/county/duty';
import { dutyWords as zh } from '~/words/zh/county/duty';

/** Message to those on duty when somebody's life may be in danger; it says nothing about the report. */
export const dutyWords = defineWords({ zh, en });
