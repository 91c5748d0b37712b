import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, grantedWith, type Revision, revisionOf, revisionStep, stands } from '~/domain/reward/revision';
import type { RewardStep } from '~/domain/reward/reward-facts';

const fen = fc.bigInt({ min: 1n, max: 30_000_000n });

describe('a reward whose penalty changed', () => {
  it('is replaced while nobody claimed it, added to once paid, and left alone in between and before', () => {
    const states = ['proposed', 'forwarded', 'approved', 'refused', 'claimed', 'batched', 'released', 'paid'] as const;
    const of = (revision: Revision | null) => states.map((state) => revisionOf({ state, revision }));
    for (const revision of [null, 'replaces'] as const)
      expect(of(revision)).toEqual([null, null, 'replaces', null, null, null, null, 'adds']);
    // A difference is never replaced by the whole.
    expect(of('adds')).toEqual([null, null, null, null, null, null, null, 'adds']);
    for (const state of ['returned', 'waived', 'revised'] as const)
      expect(revisionOf({ state, revision: null })).toBeNull();
  });

  it('is settled against what still stands: a difference that lapsed does not, a first reward that lapsed does', () => {
    const lapsed = ['returned', 'waived'] as const;
    expect(lapsed.map((state) => stands({ state, revision: 'adds' }))).toEqual([false, false]);
    expect(lapsed.map((state) => stands({ state, revision: null }))).toEqual([true, true]);
    expect((['refused', 'revised'] as const).map((state) => stands({ state, revision: null }))).toEqual([false, false]);
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
