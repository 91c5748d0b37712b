import { defineWords } from '~/words/define';
import { commonWords as en } from '~/words/en/common';
import { commonWords as zh } from '~/words/zh/common';

/** Words that every page shares: header, footer, buttons, form scaffolding and the error pages. */
export const commonWords = defineWords({ zh, en });

export type CommonWords = typeof commonWords.zh;
