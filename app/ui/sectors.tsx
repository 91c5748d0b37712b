import { createContext, type ReactNode, useContext } from 'react';
import { type OwnSectors, offeredSectors, sectorCodes } from '~/domain/county/sector-list';
import type { Lang } from '~/domain/vocabulary';
import { choicesFrom } from '~/ui/choice';
import { sectorNames } from '~/words/sectors';

const SectorsContext = createContext<OwnSectors>([]);

/**
 * Tells the components below it what the county says of trades: the signed list on every page, the drafted one on pages
 * of the draft.
 */
export function SectorsProvider({ own, children }: { own: OwnSectors; children: ReactNode }) {
  return <SectorsContext.Provider value={own}>{children}</SectorsContext.Provider>;
}

/** Trades to choose from; `present`, which stands already, is kept. */
export const sectorChoices = (own: OwnSectors, lang: Lang, present: string | null = null) =>
  choicesFrom(offeredSectors(own, present), sectorNames(lang, own));

/** Every trade, to find what was there before one was ended. */
export const allSectorChoices = (own: OwnSectors, lang: Lang) => choicesFrom(sectorCodes(own), sectorNames(lang, own));

/** Names of trades in the page's list; all of its codes; and those to choose from. */
export function useSectors(lang: Lang) {
  const own = useContext(SectorsContext);
  const names = sectorNames(lang, own);
  return {
    own,
    names,
    codes: sectorCodes(own),
    nameOf: (code: string) => names[code] ?? code,
    choices: sectorChoices(own, lang),
    all: allSectorChoices(own, lang),
  };
}
