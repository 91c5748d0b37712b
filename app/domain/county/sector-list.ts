import type { Localized } from '~/domain/localized';
import { DEFAULT_LANG, LANGS, SECTORS, type Sector } from '~/domain/vocabulary';

/** A trade that the county added, or whose words it changed, or that it no longer offers. */
export type SectorEntry = { code: Sector; names: Localized; closed: boolean };

/** What the county says of trades besides the list that comes with the program; where it says nothing, that list stands. */
export type OwnSectors = readonly SectorEntry[];

/** What fits none of the others. It is always offered and stands last. */
export const OTHER_SECTOR: Sector = 'other';

const isOwnCode = (code: string): boolean => !(SECTORS as readonly string[]).includes(code);

/** Every trade that a report was ever about: those of the program in their order, the county's own, and others. */
export function sectorCodes(own: OwnSectors): Sector[] {
  const added = own.map(({ code }) => code).filter(isOwnCode);
  return [...SECTORS.filter((code) => code !== OTHER_SECTOR), ...added.sort(byNumber), OTHER_SECTOR];
}

/** Those that are offered to choose from; `present`, where it stands already, too. */
export function offeredSectors(own: OwnSectors, present: string | null = null): Sector[] {
  const closed = new Set(own.filter((one) => one.closed).map(({ code }) => code));
  return sectorCodes(own).filter((code) => !closed.has(code) || code === present);
}

/** The form of a code: of the program's list and of what counties add. */
export const isSectorCode = (text: string): boolean => /^[A-Za-z][A-Za-z0-9]{0,39}$/.test(text);

const OWN_CODE = /^own([1-9]\d{0,5})$/;
/** Is it a code of the program's list, or one that a county gives? */
export const mayBeSectorCode = (code: string): boolean => !isOwnCode(code) || OWN_CODE.test(code);

const numberOf = (code: string): number => Number(OWN_CODE.exec(code)?.[1] ?? 0);
const byNumber = (a: string, b: string): number => numberOf(a) - numberOf(b) || (a < b ? -1 : 1);

/** The code of the next trade that is added: `own1` and so on. No code is used twice, since reports keep it for ever. */
export const nextSectorCode = (own: OwnSectors): Sector =>
  `own${Math.max(0, ...own.map(({ code }) => numberOf(code))) + 1}`;

export const LONGEST_SECTOR_NAME = 20;

export type SectorProblem = 'missing' | 'tooLong' | 'taken' | 'otherStays';

/**
 * What is wrong with an entry, by field. `names` are those of all trades, in every language: one name never means two
 * trades, in no language.
 */
export function sectorProblems(
  entry: SectorEntry,
  names: Readonly<Record<Sector, readonly string[]>>,
): { field: string; problem: SectorProblem }[] {
  const taken = new Set(Object.entries(names).flatMap(([code, all]) => (code === entry.code ? [] : all.map(plain))));
  const found = LANGS.flatMap((lang): { field: string; problem: SectorProblem }[] => {
    const name = entry.names[lang] ?? '';
    const field = `name.${lang}`;
    if (name === '') return lang === DEFAULT_LANG ? [{ field, problem: 'missing' }] : [];
    if (name.length > (lang === DEFAULT_LANG ? LONGEST_SECTOR_NAME : 2 * LONGEST_SECTOR_NAME))
      return [{ field, problem: 'tooLong' }];
    return taken.has(plain(name)) ? [{ field, problem: 'taken' }] : [];
  });
  return entry.closed && entry.code === OTHER_SECTOR ? [...found, { field: 'closed', problem: 'otherStays' }] : found;
}

const plain = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
