import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, grantedWith, type Revision, revisionOf, revisionStep } from '~/domain/reward/revision';
import type { RewardStep } from '~/domain/reward/reward-facts';

const fen = fc.bigInt({ min: 1n, max: 30_000_000n });

describe('a reward whose penalty changed', () => {
  it('is replaced while nobody claimed it, added to once paid, and left alone in between and before', () => {
    const states = ['proposed', 'forwarded', 'approved', 'refused', 'claimed', 'batched', 'released', 'paid'] as const;
    expect(states.map(revisionOf)).toEqual([null, null, 'replaces', null, null, null, null, 'adds']);
    expect([revisionOf('returned'), revisionOf('revised')]).toEqual([null, null]);
  });

  it('however often it changes, the reporter has in the end the most that was ever due, and owes nothing', () => {
    fc.assert(
      fc.property(fen, fc.array(fen, { maxLength: 8 }), (first, later) => {
        let granted = { amountFen: String(first), steps: [] as RewardStep[] };
        const paid = [first];
        for (const totalFen of later) {
          const beforeFen = grantedWith(granted);
          const difference = differenceOf('adds', { totalFen, beforeFen }, true);
          if ('none' in difference) continue;
          expect(difference.amountFen).toBeGreaterThan(0n);
          paid.push(difference.amountFen);
          const steps = [revisionStep('adds', { beforeFen, ...difference, legalBasis: '办法' })];
          granted = { amountFen: String(difference.amountFen), steps };
        }
        const sum = paid.reduce((all, one) => all + one, 0n);
        expect(sum).toBe([first, ...later].toSorted((a, b) => Number(a - b)).at(-1));
        expect(grantedWith(granted)).toBe(sum);
      }),
    );
  });

  it('goes down only while nobody claimed it, and where the rule says so', () => {
    const table: [Revision, boolean | null, bigint, bigint, unknown][] = [
      ['replaces', null, 300n, 200n, { amountFen: 300n }],
      ['replaces', null, 100n, 200n, { none: 'notLower' }],
      ['replaces', false, 100n, 200n, { none: 'notLower' }],
      ['replaces', true, 100n, 200n, { amountFen: 100n }],
      ['replaces', true, 200n, 200n, { none: 'unchanged' }],
      ['adds', true, 100n, 200n, { none: 'notLower' }],
      ['adds', true, 200n, 200n, { none: 'unchanged' }],
      ['adds', null, 201n, 200n, { amountFen: 1n }],
    ];
    for (const [how, lowers, totalFen, beforeFen, result] of table)
      expect(differenceOf(how, { totalFen, beforeFen }, lowers), `${how} ${totalFen}`).toEqual(result);
  });
});
