import { DEFAULT_LANG, type Lang } from './vocabulary';

/** One text by language code. The first of the site's languages is always there; where another is lacking, it stands in. */
export type Localized = Readonly<Record<string, string>>;

/** The text in a language; in the site's first language where there is none in that one. */
export const textIn = (texts: Localized, lang: Lang): string => texts[lang] || texts[DEFAULT_LANG] || '';
