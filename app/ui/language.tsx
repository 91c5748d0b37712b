import { createContext, type ReactNode, useContext } from 'react';
import { type CommonWords, commonWords } from '~/words/common';
import { DEFAULT_LANG, type Lang } from '~/words/language';

const LanguageContext = createContext<Lang>(DEFAULT_LANG);

/** Tells the components below it in which language the page is. Layout and StaffLayout set it. */
export function LanguageProvider({ lang, children }: { lang: Lang; children: ReactNode }) {
  return <LanguageContext.Provider value={lang}>{children}</LanguageContext.Provider>;
}

export function useLang(): Lang {
  return useContext(LanguageContext);
}

/** The shared words in the page's language. */
export function useCommon(): CommonWords {
  return commonWords[useLang()];
}
