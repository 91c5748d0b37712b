import type { CountySection, Difference } from './county-file';

/** A difference with what the act that keeps it refused. */
type Tried = Pick<Difference, 'section' | 'change' | 'state' | 'problems'> & { wrong: readonly string[] };

/** A page with all of a first register's 20,000 lines would hold up the browser, and nobody would read it. */
export const MOST_LISTED = 300;

/** Of a section: how many entries can be kept, or were, as new ones and as changes, and how many cannot. */
export type SectionSum = { section: CountySection; added: number; changed: number; not: number };
export type Listed<T> = {
  /** All, or the first of them: then those that cannot be kept before the others. */
  rows: T[];
  total: number;
  kept: number;
  sums: SectionSum[];
};

export const isKept = ({ state, problems, wrong }: Tried): boolean =>
  state === 'ready' && problems.length === 0 && wrong.length === 0;

/** What a page lists of differences, and how many there are of each kind. */
export function listed<T extends Tried>(found: readonly T[], most: number = MOST_LISTED): Listed<T> {
  const kept = found.filter(isKept);
  const rows = found.length <= most ? [...found] : [...found.filter((one) => !isKept(one)), ...kept].slice(0, most);
  const sums = new Map<CountySection, SectionSum>();
  for (const one of found) {
    const sum = sums.get(one.section) ?? { section: one.section, added: 0, changed: 0, not: 0 };
    sum[isKept(one) ? one.change : 'not'] += 1;
    sums.set(one.section, sum);
  }
  return { rows, total: found.length, kept: kept.length, sums: [...sums.values()] };
}
