import { DEFAULT_LANG, LANGS, type Lang } from '~/domain/vocabulary';

/** The language of the page on which this runs: 'zh' of `<html lang="zh-CN">`. */
export const pageLang = (): Lang =>
  LANGS.find((lang) => document.documentElement.lang.startsWith(lang)) ?? DEFAULT_LANG;
