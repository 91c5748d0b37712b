import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balance,
  COUNTS_DOWN,
  coverageRefusal,
  type LedgerLine,
  ledgerAccount,
  POSTINGS,
  type PostingKind,
  post,
} from '~/domain/reward/ledger';

const fund = { fundId: 'f1' };
const kinds = Object.keys(POSTINGS) as PostingKind[];
const bookings = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    amount: fc.bigInt({ min: 1n, max: 40_000_000n }),
    fundId: fc.constantFrom('f1', 'f2'),
  }),
  { maxLength: 80 },
);

/** Books what is covered and leaves out what is not. */
function keepBooks(wanted: { kind: PostingKind; amount: bigint; fundId: string }[]): LedgerLine[] {
  const lines: LedgerLine[] = [];
  for (const { kind, amount, fundId } of wanted) {
    const next = post(kind, amount, { fundId });
    if (coverageRefusal(next, (account) => balance(lines, account)) === null) lines.push(...next);
  }
  return lines;
}

/** Is every account but the appropriation at or above zero, and the sum of all zero? */
function booksAreSound(lines: readonly LedgerLine[]): boolean {
  const sums = new Map<string, bigint>();
  for (const line of lines) sums.set(line.account, (sums.get(line.account) ?? 0n) + line.amountFen);
  const total = [...sums.values()].reduce((sum, amount) => sum + amount, 0n);
  return (
    total === 0n &&
    [...sums].every(([account, sum]) => COUNTS_DOWN.some((name) => account.startsWith(`${name}:`)) || sum >= 0n)
  );
}

describe('ledger', () => {
  it('sums to zero for every booking', () => {
    for (const kind of kinds) {
      const lines = post(kind, 12_345n, fund);
      expect(lines.reduce((sum, line) => sum + line.amountFen, 0n)).toBe(0n);
      expect(new Set(lines.map((line) => line.account)).size).toBe(2);
    }
  });

  it('walks a reward from the appropriation to the payee', () => {
    const lines = keepBooks([
      { kind: 'credit', amount: 1_000_000n, fundId: 'f1' },
      { kind: 'approve', amount: 300_000n, fundId: 'f1' },
      { kind: 'claim', amount: 300_000n, fundId: 'f1' },
      { kind: 'pay', amount: 300_000n, fundId: 'f1' },
    ]);
    expect(balance(lines, ledgerAccount('fund', fund))).toBe(700_000n);
    expect(balance(lines, ledgerAccount('paid', fund))).toBe(300_000n);
    expect(balance(lines, ledgerAccount('appropriation', fund))).toBe(-1_000_000n);
  });

  it('gives unclaimed money back to the fund', () => {
    const lines = [...post('credit', 500n, fund), ...post('approve', 300n, fund), ...post('expire', 300n, fund)];
    expect(balance(lines, ledgerAccount('fund', fund))).toBe(500n);
  });

  it('refuses what the fund does not hold, with the balance', () => {
    const refusal = coverageRefusal(post('approve', 501n, fund), () => 500n);
    expect(refusal).toMatchObject({ code: 'fundTooLow', data: { balance: '500', amount: '501' } });
    expect(coverageRefusal(post('approve', 500n, fund), () => 500n)).toBeNull();
  });

  it('refuses to pay what was not claimed', () => {
    expect(coverageRefusal(post('pay', 1n, fund), () => 0n)?.code).toBe('conflict');
  });

  it.each([0n, -1n])('refuses an amount of %s', (amount) => {
    expect(() => post('credit', amount, fund)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('keeps every account at or above zero and the whole at zero, over any sequence', () => {
    fc.assert(
      fc.property(bookings, (wanted) => {
        const lines = keepBooks(wanted);
        expect(booksAreSound(lines)).toBe(true);
        for (const fundId of ['f1', 'f2']) {
          const held = (['fund', 'committed', 'payable', 'paid'] as const)
            .map((name) => balance(lines, ledgerAccount(name, { fundId })))
            .reduce((sum, amount) => sum + amount, 0n);
          const from = COUNTS_DOWN.map((name) => balance(lines, ledgerAccount(name, { fundId })));
          expect(held).toBe(-from.reduce((sum, amount) => sum + amount, 0n));
          expect(balance(lines, ledgerAccount('fund', { fundId }))).toBeGreaterThanOrEqual(0n);
        }
      }),
    );
  });

  it('sees an unsound book', () => {
    expect(booksAreSound(post('approve', 1n, fund))).toBe(false);
    expect(booksAreSound(post('credit', 1n, fund).slice(1))).toBe(false);
  });
});
