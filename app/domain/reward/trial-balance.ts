import type { LedgerAccountName } from './ledger';

/** What was booked on one account of one fund, in fen: what came in, what went out. */
export type Booked<Fund> = { fund: Fund; account: LedgerAccountName; debitFen: bigint; creditFen: bigint };
export type TrialRow<Fund> = Booked<Fund> & { balanceFen: bigint };
export type TrialBalance<Fund> = {
  rows: TrialRow<Fund>[];
  debitFen: bigint;
  creditFen: bigint;
  /** Both sides are equal, for every fund by itself too. */
  balanced: boolean;
};

/**
 * The trial balance (试算平衡表): each account's turnover on both sides and what is left. Every posting takes from one
 * account what it gives to another one of the same fund, so that both sides agree, fund by fund.
 */
export function trialBalance<Fund extends { id: string }>(booked: readonly Booked<Fund>[]): TrialBalance<Fund> {
  const rows = booked.map((one) => ({ ...one, balanceFen: one.debitFen - one.creditFen }));
  const sum = (of: readonly TrialRow<Fund>[], side: 'debitFen' | 'creditFen') =>
    of.reduce((all, one) => all + one[side], 0n);
  const ids = [...new Set(rows.map(({ fund }) => fund.id))];
  const balanced = ids.every((id) => {
    const own = rows.filter(({ fund }) => fund.id === id);
    return sum(own, 'debitFen') === sum(own, 'creditFen');
  });
  return { rows, debitFen: sum(rows, 'debitFen'), creditFen: sum(rows, 'creditFen'), balanced };
}
