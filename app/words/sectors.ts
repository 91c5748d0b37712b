import { type OwnSectors, sectorCodes } from '~/domain/county/sector-list';
import { type Localized, textIn } from '~/domain/localized';
import { LANGS, type Lang, type Sector } from '~/domain/vocabulary';
import { vocabularyWords } from './vocabulary';

/** The name of each trade in a language: the county's own words, and the program's where it has none. */
export function sectorNames(lang: Lang, own: OwnSectors): Record<Sector, string> {
  const shipped: Readonly<Record<Sector, string>> = vocabularyWords[lang].sectors;
  const named = ({ code, names }: OwnSectors[number]) => names[lang] || shipped[code] || textIn(names, lang);
  return { ...shipped, ...Object.fromEntries(own.map((one) => [one.code, named(one)])) };
}

/** All names of each trade, as a table or another trade may use them. */
export function allSectorNames(own: OwnSectors): Record<Sector, string[]> {
  const inAll = LANGS.map((lang) => sectorNames(lang, own));
  return Object.fromEntries(sectorCodes(own).map((code) => [code, inAll.flatMap((names) => names[code] ?? [])]));
}

/** The program's own words for a trade, in which the county's begin. */
export const shippedSectorNames = (code: Sector): Localized =>
  Object.fromEntries(
    LANGS.flatMap((lang) => {
      const names: Readonly<Record<Sector, string>> = vocabularyWords[lang].sectors;
      return names[code] ? [[lang, names[code]]] : [];
    }),
  );
