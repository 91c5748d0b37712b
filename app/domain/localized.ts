import { DEFAULT_LANG, type Lang } from './vocabulary';

/** One text by language code. The site's first language is always present, and stands in where another is lacking. */
export type Localized = Readonly<Record<string, string>>;

/** The text in a language, or in the site's first language when there is none in that one. */
export const textIn = (texts: Localized, lang: Lang): string => texts[lang] || texts[DEFAULT_LANG] || '';
