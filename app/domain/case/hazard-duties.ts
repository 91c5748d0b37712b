import type { IsoDate } from '~/domain/dates';
import type { HazardEntry } from './hazard-entry';
import type { HazardGrade, HazardState } from './hazard-kinds';

/** A signboard, and who stands on it for government and regulator; codes are in capitals. */
export type DutyBoard = { code: string; owners: readonly string[] };
type Counted = Pick<HazardEntry, 'board' | 'foundOn' | 'difficulty'> & { grade: HazardGrade; state: HazardState };

/** What is counted of a month: sites, hazards, those of them struck off, and difficulties that were solved. */
export type MonthCount = { month: string; sites: number; hazards: number; struckOff: number; difficulties: number };
/** What one person did at the sites on whose boards they stand, in half a year. */
export type OwnerDuty = { owner: string; boards: number; checked: number; months: MonthCount[] };

/** The months of the half-year that a day lies in, as `YYYY-MM`. */
export function halfYearOf(day: IsoDate): string[] {
  const [year = '', month = ''] = day.split('-');
  const first = Number(month) <= 6 ? 1 : 7;
  return Array.from({ length: 6 }, (_, at) => `${year}-${String(first + at).padStart(2, '0')}`);
}

/**
 * The half-yearly duties of those who stand on signboards (001/24), counted from the ledger by the sites that its entries
 * name, whatever each came from. Those with the most sites left come first.
 */
export function ownerDuties(
  boards: readonly DutyBoard[],
  entries: readonly Counted[],
  months: readonly string[],
): OwnerDuty[] {
  const owners = [...new Set(boards.flatMap((board) => board.owners))];
  const inTime = entries.filter(({ foundOn }) => months.includes(foundOn.slice(0, 7)));
  return owners
    .map((owner) => {
      const own = new Set(boards.filter((board) => board.owners.includes(owner)).map(({ code }) => code));
      const there = inTime.filter(({ board }) => own.has(board.toUpperCase()));
      return { owner, boards: own.size, checked: sitesIn(there), months: months.map((month) => countOf(month, there)) };
    })
    .sort((a, b) => b.boards - b.checked - (a.boards - a.checked) || a.owner.localeCompare(b.owner, 'zh'));
}

const sitesIn = (entries: readonly Counted[]): number => new Set(entries.map(({ board }) => board.toUpperCase())).size;

function countOf(month: string, entries: readonly Counted[]): MonthCount {
  const then = entries.filter(({ foundOn }) => foundOn.startsWith(month));
  const hazards = then.filter(({ grade }) => grade !== 'none');
  return {
    month,
    sites: sitesIn(then),
    hazards: hazards.length,
    struckOff: hazards.filter(({ state }) => state === 'struckOff').length,
    difficulties: then.filter(({ difficulty }) => difficulty !== '').length,
  };
}
