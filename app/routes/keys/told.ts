import { type Localized, textIn } from '~/domain/localized';
import { allNames } from '~/routes/staff/all-names';
import type { Lang } from '~/words/language';

/** Something signed: as it is read, and `exact` as it is signed, by which two of them are compared. */
export type Told = { text: string; exact: unknown };
/** One statement about an entry. */
export type Part = Told & { key: string; label: string };
export const told = (text: string, exact: unknown): Told => ({ text, exact });

export const namesTold = (names: Localized, lang: Lang): Told =>
  told(allNames(names, lang), Object.entries(names).sort());

/** With its code where another entry has the same name. */
export function named(own: string, code: string, all: readonly string[]): string {
  return all.filter((one) => one === own).length > 1 ? `${own} (${code})` : own;
}

type UnitNaming = { lang: Lang; units: readonly { id: string; names: Localized }[] };

/** A unit's name, with its id where another one has the same name. */
export function unitName(id: string, { units, lang }: UnitNaming): string {
  const unit = units.find((one) => one.id === id);
  const names = units.map((one) => textIn(one.names, lang));
  return unit ? named(textIn(unit.names, lang), id, names) : id;
}

type Pair = readonly [string, string];

/** Parts side by side, by their key. */
export function differingParts(
  before: readonly Part[],
  after: readonly Part[],
): [Part | undefined, Part | undefined][] {
  const keys = [...new Set([...before, ...after].map(({ key }) => key))];
  const of = (parts: readonly Part[], key: string) => parts.find((one) => one.key === key);
  return keys.map((key) => [of(before, key), of(after, key)]);
}

/** How two differ, in words that differ as well; null where the same was signed. */
export function difference(before: Told | undefined, after: Told | undefined, nothing: string): Pair | null {
  const exact = [before, after].map((one) => JSON.stringify(one?.exact)) as [string, string];
  if (exact[0] === exact[1]) return null;
  const text: Pair = [before?.text || nothing, after?.text || nothing];
  return text[0] === text[1] ? exact : text;
}
