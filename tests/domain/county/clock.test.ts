import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockDoubt } from '~/domain/county/clock';
import { addDays } from '~/domain/dates';

const NOW = Date.parse('2026-11-30T12:00:00+08:00');
const today = '2026-11-30';
const back = (days: number) => addDays(today, -days);
const facts = (checkpoints: readonly string[], more = {}) => ({
  ...{ now: NOW, database: NOW, today, newestRow: today, checkpoints },
  ...more,
});

describe('a clock', () => {
  it('of a site that was up on the days before is not doubted, nor that of a new one', () => {
    expect(clockDoubt(facts([0, 1, 2, 3, 4, 5].map(back)))).toBeNull();
    expect(clockDoubt(facts([]))).toBeNull();
    expect(clockDoubt(facts([today]))).toBeNull();
    expect(clockDoubt(facts([back(3), today]))).toBeNull();
  });

  it('is doubted where it is before what the log has, or far from the database’s', () => {
    expect(clockDoubt(facts([], { newestRow: addDays(today, 1) }))).toBe('behindRows');
    expect(clockDoubt(facts([], { database: NOW + 11 * 60_000 }))).toBe('otherThanDatabase');
    expect(clockDoubt(facts([], { database: NOW - 11 * 60_000 }))).toBe('otherThanDatabase');
  });

  it('that jumps ahead by four days or more is doubted on that day and the next, not longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 4_000 }), fc.integer({ min: 1, max: 30 }), (jump, lived) => {
        const before = Array.from({ length: lived }, (_, i) => addDays(today, -jump - i));
        expect(clockDoubt(facts([...before, today]))).toBe('aheadOfRows');
        const since = (days: number) => Array.from({ length: days + 1 }, (_, i) => addDays(today, i));
        const on = (days: number) => facts([...before, ...since(days)], { today: addDays(today, days) });
        expect(clockDoubt({ ...on(1), newestRow: null })).toBe('aheadOfRows');
        expect(clockDoubt({ ...on(2), newestRow: null })).toBeNull();
      }),
    );
  });
});
