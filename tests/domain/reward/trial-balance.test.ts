import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type LedgerAccountName, POSTINGS, type PostingKind, post } from '~/domain/reward/ledger';
import { type Booked, trialBalance } from '~/domain/reward/trial-balance';

type Fund = { id: string };
const kinds = Object.keys(POSTINGS) as PostingKind[];

/** Turnover of each account, as the database sums it. */
function booked(postings: readonly (readonly [string, PostingKind, bigint])[]): Booked<Fund>[] {
  const sums = new Map<string, Booked<Fund>>();
  for (const [id, kind, amount] of postings) {
    for (const { account, amountFen } of post(kind, amount, { fundId: id })) {
      const name = account.split(':')[0] as LedgerAccountName;
      const one = sums.get(account) ?? { fund: { id }, account: name, debitFen: 0n, creditFen: 0n };
      if (amountFen > 0n) one.debitFen += amountFen;
      else one.creditFen -= amountFen;
      sums.set(account, one);
    }
  }
  return [...sums.values()];
}

it('whatever is booked, both sides agree for every fund, and a line that is lost is seen', () => {
  const posting = fc.tuple(
    fc.constantFrom('a', 'b', 'c'),
    fc.constantFrom(...kinds),
    fc.bigInt({ min: 1n, max: 10n ** 12n }),
  );
  fc.assert(
    fc.property(fc.array(posting, { minLength: 1, maxLength: 40 }), (postings) => {
      const lines = booked(postings);
      const { rows, debitFen, creditFen, balanced } = trialBalance(lines);
      expect(balanced).toBe(true);
      expect(debitFen).toBe(creditFen);
      expect(rows.reduce((all, { balanceFen }) => all + balanceFen, 0n)).toBe(0n);
      const [first, ...others] = lines;
      const lost = trialBalance(others);
      expect(lost.balanced).toBe(first?.debitFen === first?.creditFen);
    }),
  );
});

it('two funds whose faults make up for each other are not balanced', () => {
  const line = (id: string, debitFen: bigint, creditFen: bigint) =>
    ({ fund: { id }, account: 'fund', debitFen, creditFen }) as const;
  expect(trialBalance([line('a', 5n, 0n), line('b', 0n, 5n)]).balanced).toBe(false);
});
