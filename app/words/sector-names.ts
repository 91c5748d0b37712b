import { LANGS, SECTORS } from '~/domain/vocabulary';
import { vocabularyWords } from './vocabulary';

/** The names of sectors in all languages, as a table that somebody imports may use them. */
export const SECTOR_NAMES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  SECTORS.map((sector) => [sector, LANGS.map((lang) => vocabularyWords[lang].sectors[sector])]),
);
