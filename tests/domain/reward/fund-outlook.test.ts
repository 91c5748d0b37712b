import fc from 'fast-check';
import { expect, it } from 'vitest';
import { meanOf, outlookOf, type Pipeline } from '~/domain/reward/fund-outlook';
import { checkClose, closedRefusal } from '~/domain/reward/fund-year';
import { POSTINGS, type PostingKind } from '~/domain/reward/ledger';

const enough: Pipeline = { balanceFen: 1_000n, creditedFen: 1_000n, waitingFen: 0n, casesAhead: 0, meanFen: null };

it('tells whether money lasts for what is proposed and what comes towards it', () => {
  const table: [Partial<Pipeline>, string, bigint][] = [
    [{}, 'enough', 1_000n],
    [{ waitingFen: 1_000n }, 'enough', 0n],
    [{ waitingFen: 1_001n }, 'short', -1n],
    [{ casesAhead: 3, meanFen: 300n }, 'enough', 100n],
    [{ casesAhead: 4, meanFen: 300n }, 'short', -200n],
    // Without an average nothing is guessed.
    [{ casesAhead: 9 }, 'enough', 1_000n],
    [{ balanceFen: 200n }, 'enough', 200n],
    [{ balanceFen: 199n }, 'low', 199n],
    [{ balanceFen: 0n, creditedFen: 0n }, 'enough', 0n],
    [{ balanceFen: 0n, creditedFen: 0n, waitingFen: 1n }, 'short', -1n],
  ];
  for (const [changes, state, leftFen] of table)
    expect(outlookOf({ ...enough, ...changes }), JSON.stringify(Object.keys(changes))).toMatchObject({
      state,
      leftFen,
    });
});

it('never guesses less than the average, and never more than a fen a case above it', () => {
  const fen = fc.bigInt({ min: 1n, max: 10n ** 10n });
  fc.assert(
    fc.property(fc.array(fen, { minLength: 1, maxLength: 30 }), (paid) => {
      const sum = paid.reduce((all, one) => all + one, 0n);
      const many = (meanOf(sum, paid.length) ?? 0n) * BigInt(paid.length);
      expect(many).toBeGreaterThanOrEqual(sum);
      expect(many - sum).toBeLessThan(BigInt(paid.length));
    }),
  );
  expect(meanOf(0n, 0)).toBeNull();
});

it('a closed year takes no money and approves nothing, and pays what was approved', () => {
  const refused = (Object.keys(POSTINGS) as PostingKind[]).filter((kind) => closedRefusal(kind, '2026-01-05') !== null);
  expect(refused).toEqual(['credit', 'approve', 'carryIn']);
  expect(closedRefusal('approve', null)).toBeNull();
  const fund = { year: 2025, balance: 0n, closedOn: null };
  expect(checkClose(fund, 2025)?.code).toBe('stageForbids');
  expect(checkClose(fund, 2026)).toBeNull();
  expect(checkClose({ ...fund, closedOn: '2026-01-05' }, 2026)?.code).toBe('alreadyDone');
  // What came back unclaimed is taken out by closing again.
  expect(checkClose({ ...fund, closedOn: '2026-01-05', balance: 1n }, 2026)).toBeNull();
});
