import { Refusal } from '~/domain/refusal';

/**
 * The accounts of one reward fund (one unit's money of one year and source), in whole fen: money comes from the
 * appropriation into the fund, is committed by an approval, becomes payable once claimed, and then is paid. The
 * appropriation counts down and all others up, so that the sum of all is zero. What is left of a year is carried over: it counts
 * up in the fund that it leaves and down in the one that it comes to.
 */
export const LEDGER_ACCOUNTS = ['appropriation', 'fund', 'committed', 'payable', 'paid', 'carried'] as const;
export type LedgerAccountName = (typeof LEDGER_ACCOUNTS)[number];
/** `fund:<fund id>`, and likewise for the other accounts. */
export type LedgerAccount = `${LedgerAccountName}:${string}`;

/** From which account to which each kind of booking moves money. */
export const POSTINGS = {
  credit: ['appropriation', 'fund'],
  approve: ['fund', 'committed'],
  claim: ['committed', 'payable'],
  pay: ['payable', 'paid'],
  /** Not claimed in time, or waived: the money returns to the fund. */
  expire: ['committed', 'fund'],
  /** Another reward takes its place, because the penalty changed. */
  revise: ['committed', 'fund'],
  /** A payment that the bank sent back, or that was booked by mistake; it waits to be paid again. */
  bounce: ['paid', 'payable'],
  /** A credit booked by mistake, and its reversing entry. */
  uncredit: ['fund', 'appropriation'],
  /** What is left of a year goes to the same unit's next fund, or back to the treasury. */
  carryOut: ['fund', 'carried'],
  carryIn: ['carried', 'fund'],
  giveBack: ['fund', 'appropriation'],
} as const satisfies Record<string, readonly [LedgerAccountName, LedgerAccountName]>;
export type PostingKind = keyof typeof POSTINGS;

export type LedgerRefs = { fundId: string; rewardId?: string; voucher?: string };
export type LedgerLine = { account: LedgerAccount; amountFen: bigint; kind: PostingKind; refs: LedgerRefs };

export function ledgerAccount(name: LedgerAccountName, refs: Pick<LedgerRefs, 'fundId'>): LedgerAccount {
  return `${name}:${refs.fundId}`;
}

/** The lines of one booking; they sum to zero. Throws Refusal `invalid` unless the amount is positive. */
export function post(kind: PostingKind, amountFen: bigint, refs: LedgerRefs): LedgerLine[] {
  if (amountFen <= 0n) throw new Refusal('invalid', { field: 'amount' });
  const [from, to] = POSTINGS[kind];
  return [
    { account: ledgerAccount(from, refs), amountFen: -amountFen, kind, refs },
    { account: ledgerAccount(to, refs), amountFen, kind, refs },
  ];
}

/** The balance of an account. */
export function balance(lines: Iterable<Pick<LedgerLine, 'account' | 'amountFen'>>, account: string): bigint {
  let sum = 0n;
  for (const line of lines) if (line.account === account) sum += line.amountFen;
  return sum;
}

/** Where money comes from: these accounts alone may go below zero. */
export const COUNTS_DOWN = ['appropriation', 'carried'] as const satisfies readonly LedgerAccountName[];

/**
 * May these lines be booked on these balances? Nothing but what money comes from may go below zero. Returns Refusal
 * `fundTooLow` for the fund (data in fen: balance, amount), `conflict` (data.rule `accountTooLow`) for any other
 * account, else null.
 */
export function coverageRefusal(
  lines: readonly LedgerLine[],
  balanceOf: (account: LedgerAccount) => bigint,
): Refusal | null {
  for (const account of new Set(lines.map((line) => line.account))) {
    const before = balanceOf(account);
    const change = balance(lines, account);
    if (COUNTS_DOWN.some((name) => account.startsWith(`${name}:`)) || before + change >= 0n) continue;
    const data = { balance: String(before), amount: String(-change) };
    if (account.startsWith('fund:')) return new Refusal('fundTooLow', { field: 'fund', data });
    return new Refusal('conflict', { data: { rule: 'accountTooLow', ...data } });
  }
  return null;
}
