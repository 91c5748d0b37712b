import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysUntil, type WaitCount } from '~/domain/case/waits';

const ended = (...days: number[]): WaitCount[] => days.map((day) => ({ days: day, ended: 1, open: 0 }));
const open = (...days: number[]): WaitCount[] => days.map((day) => ({ days: day, ended: 0, open: 1 }));

describe('the days within which a share of waits ends', () => {
  it.each<[string, WaitCount[], number, number | null]>([
    ['of none', [], 0.5, null],
    ['of five that ended', ended(1, 2, 3, 4, 5), 0.5, 3],
    ['of five that ended, nine in ten', ended(1, 2, 3, 4, 5), 0.9, 5],
    ['where most still wait', [...ended(1), ...open(1, 2, 9)], 0.5, null],
    // The textbook's way: 1 - 1/4, then the one that waits leaves, then 3/4 × 1/2.
    ['where one left the count in between', [...ended(2, 5, 9), ...open(3)], 0.5, 5],
    ['where those that wait the longest are late', [...ended(2, 5), ...open(60, 60)], 0.5, 5],
    ['where those that wait the longest are late, nine in ten', [...ended(2, 5), ...open(60, 60)], 0.9, null],
  ])('%s', (_, counts, share, days) => {
    expect(daysUntil(share, counts)).toBe(days);
  });

  const counts = fc.array(fc.record({ days: fc.nat(90), ended: fc.nat(5), open: fc.nat(5) }), { maxLength: 12 });
  const shares = fc.constantFrom(0.1, 0.25, 0.5, 0.75, 0.9);
  const orNever = (days: number | null) => days ?? Number.POSITIVE_INFINITY;

  it('is what sorting says where nothing is open', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(90), { minLength: 1, maxLength: 40 }), shares, (days, share) => {
        const sorted = [...days].sort((a, b) => a - b);
        const needed = Math.ceil(share * days.length - 1e-9);
        return daysUntil(share, ended(...days)) === sorted[needed - 1];
      }),
    );
  });

  it('never becomes shorter by a case that is left open for longer', () => {
    fc.assert(
      fc.property(counts, shares, fc.nat(90), fc.nat(90), (given, share, days, more) => {
        const shorter = daysUntil(share, [...given, ...open(days)]);
        const longer = daysUntil(share, [...given, ...open(days + more)]);
        return orNever(longer) >= orNever(shorter);
      }),
    );
  });

  it('is longer for a larger share, and one of the days on which something ended', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const [half, most] = [daysUntil(0.5, given), daysUntil(0.9, given)];
        const known = half === null || given.some((one) => one.days === half && one.ended > 0);
        return known && orNever(most) >= orNever(half);
      }),
    );
  });
});
