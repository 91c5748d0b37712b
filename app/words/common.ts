import type { Lang } from '~/domain/vocabulary';
import { defineWords } from '~/words/define';
import { commonWords as en } from '~/words/en/common';
import { commonWords as zh } from '~/words/zh/common';

/** Words that every page shares: header, footer, buttons, form scaffolding and the error pages. */
export const commonWords = defineWords({ zh, en });

export type CommonWords = typeof commonWords.zh;

/** What a page is called in the browser: its own title, and in its language what the site is called. */
export const titleOf = (lang: Lang, ...parts: readonly (string | null | undefined)[]): string =>
  [...parts, commonWords[lang].brand].filter(Boolean).join(' · ');
