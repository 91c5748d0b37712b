import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fairTurns } from '~/domain/fair-turns';

/** How many of each network wait when somebody comes who asks once. */
const crowds = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 150 });

describe('requests that are ready to be begun', () => {
  test('of whoever asks once is begun after one of each other network at most, however many those have', () => {
    fc.assert(
      fc.property(crowds, fc.nat(200), (crowd, before) => {
        const turns = fairTurns<string>(100_000);
        crowd.forEach((count, n) => {
          for (let one = 0; one < count; one += 1) turns.add(`flood-${n}`, 'flood');
        });
        for (let n = 0; n < before; n += 1) turns.next();
        turns.add('person', 'person');
        let waited = 0;
        // The flood goes on meanwhile.
        for (; turns.next() !== 'person'; waited += 1) turns.add(`flood-${waited % crowd.length}`, 'flood');
        expect(waited).toBeLessThanOrEqual(crowd.length);
      }),
    );
  });

  test('are never given up for those of a network that has more', () => {
    fc.assert(
      fc.property(crowds, fc.integer({ min: 1, max: 500 }), (crowd, most) => {
        const turns = fairTurns<number>(most);
        const waiting = crowd.map(() => 0);
        crowd.forEach((count, n) => {
          for (let one = 0; one < count; one += 1) {
            waiting[n] = (waiting[n] ?? 0) + 1;
            const out = turns.add(`network-${n}`, n);
            if (out === null) continue;
            expect(waiting[out]).toBe(Math.max(...waiting));
            waiting[out] = (waiting[out] ?? 0) - 1;
          }
        });
        expect(turns.size).toBe(waiting.reduce((sum, count) => sum + count, 0));
        expect(turns.size).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('are given up only for somebody of whose network fewer wait, so never where one waits alone', () => {
    const coming = fc.option(fc.integer({ min: 0, max: 30 }), { nil: null, freq: 4 });
    fc.assert(
      fc.property(fc.array(coming, { maxLength: 400 }), fc.integer({ min: 1, max: 60 }), (steps, most) => {
        const turns = fairTurns<{ network: number }>(most);
        const waiting = new Map<number, number>();
        const count = (network: number, more: number) => {
          const now = (waiting.get(network) ?? 0) + more;
          waiting.set(network, now);
          return now;
        };
        for (const network of steps) {
          const one = network === null ? turns.next() : { network };
          if (network === null) {
            if (one) count(one.network, -1);
            continue;
          }
          const mine = count(network, 1);
          const out = one && turns.add(String(network), one);
          if (!out) continue;
          const left = count(out.network, -1);
          if (out === one) expect(Math.max(...waiting.values())).toBeLessThanOrEqual(mine);
          else expect(left).toBeGreaterThanOrEqual(mine);
        }
      }),
    );
  });

  test('come in their order where each network has one and no more can wait; whoever is new is told so', () => {
    const turns = fairTurns<string>(2_048);
    const first = Array.from({ length: 2_048 }, (_, n) => `network-${n}`);
    for (const network of first) expect(turns.add(network, network)).toBeNull();
    for (const network of ['new-1', 'new-2', 'network-0'])
      expect(turns.add(network, `${network}!`)).toBe(`${network}!`);
    expect(first.map(() => turns.next())).toEqual(first);
    expect(turns.next()).toBeNull();
  });

  test('of one network come in their order, and where too many wait its newest goes', () => {
    const turns = fairTurns<number>(3);
    expect([1, 2, 3, 4].map((one) => turns.add('onion', one))).toEqual([null, null, null, 4]);
    expect([turns.next(), turns.next(), turns.next(), turns.next()]).toEqual([1, 2, 3, null]);
  });
});
