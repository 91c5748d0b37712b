import type { IsoDate } from '~/domain/dates';
import type { HazardGrade, HazardState } from './hazard-kinds';

/** A hazard, or a check without one, as far as it is counted by employer. */
export type EmployerEntry = {
  employer: string;
  foundOn: IsoDate;
  grade: HazardGrade;
  state: HazardState;
  /** The day on which it was struck off, where it was. */
  struckOffOn: IsoDate | null;
};

/** What the ledger knows of one employer; `again`: hazards found after an earlier one had been struck off. */
export type EmployerCount = {
  employer: string;
  checks: number;
  hazards: number;
  major: number;
  open: number;
  again: number;
};

/** Spaces, width and case of a name make no other employer. */
const plainName = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** The ledger by employer: those who offend again and again (屡查屡犯) first, then those with the most hazards. */
export function byEmployer(entries: readonly EmployerEntry[]): EmployerCount[] {
  const groups = new Map<string, EmployerEntry[]>();
  for (const entry of entries) {
    const name = plainName(entry.employer);
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return [...groups.values()]
    .map(countOf)
    .sort((a, b) => b.again - a.again || b.hazards - a.hazards || a.employer.localeCompare(b.employer, 'zh'));
}

function countOf(entries: readonly EmployerEntry[]): EmployerCount {
  const hazards = entries.filter(({ grade }) => grade !== 'none');
  const [first] = hazards.flatMap(({ struckOffOn }) => struckOffOn ?? []).sort();
  return {
    employer: entries[0]?.employer ?? '',
    checks: new Set(entries.map(({ foundOn }) => foundOn)).size,
    hazards: hazards.length,
    major: hazards.filter(({ grade }) => grade === 'major').length,
    open: hazards.filter(({ state }) => state !== 'struckOff').length,
    again: first === undefined ? 0 : hazards.filter(({ foundOn }) => foundOn > first).length,
  };
}
