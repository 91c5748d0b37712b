import { Refusal } from '~/domain/refusal';
import type { PostingKind } from './ledger';

/** What becomes of the money that is left of a year: carried over to the unit's next fund, or given back to the treasury. */
export const YEAR_ENDS = ['carryOver', 'giveBack'] as const;
export type YearEnd = (typeof YEAR_ENDS)[number];

/** A closed year takes no more money and approves nothing; what was approved of it is still claimed, paid or returned. */
const ENDS_WITH_YEAR: readonly PostingKind[] = ['credit', 'carryIn', 'approve'];

/** Refusal `stageForbids` (data.rule `yearClosed`) for what a closed year no longer takes; else null. */
export const closedRefusal = (kind: PostingKind, closedOn: string | null): Refusal | null =>
  closedOn !== null && ENDS_WITH_YEAR.includes(kind)
    ? new Refusal('stageForbids', { field: 'fundId', data: { rule: 'yearClosed' } })
    : null;

/**
 * May the year be closed? Refusals: `stageForbids` for a year that is not over, `alreadyDone` where it is closed and nothing
 * came back since; else null.
 */
export function checkClose(
  fund: { year: number; balance: bigint; closedOn: string | null },
  thisYear: number,
): Refusal | null {
  if (fund.year >= thisYear) return new Refusal('stageForbids', { field: 'fundId' });
  return fund.closedOn !== null && fund.balance === 0n ? new Refusal('alreadyDone', { field: 'fundId' }) : null;
}
