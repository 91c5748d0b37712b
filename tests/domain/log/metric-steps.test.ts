import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crowdOf, HOUR_MS, hourBegun, kindOfRequest, manyTogether, roundedMemory } from '~/domain/log/metric-steps';
import { ROUTES } from '../../attack/staff-routes';

test('pages on which people report and follow count with every other public page, and no route has a kind of its own', () => {
  for (const { path } of ROUTES) {
    const pattern = path.startsWith('/') ? path : `/:lang/${path}`;
    expect(kindOfRequest(pattern), pattern).toBe(/^staff(?:\/|$)/.test(path) ? 'staff' : 'public');
  }
  expect(['static', '-', '/:lang/staffing', '/proof-of-work'].map(kindOfRequest)).toEqual([
    'static',
    'public',
    'public',
    'public',
  ]);
});

test('a snapshot is taken once in each full hour, whenever somebody reads', () => {
  const anyTime = fc.integer({ min: 0, max: 5_000_000_000_000 });
  fc.assert(
    fc.property(fc.array(anyTime, { minLength: 2, maxLength: 60 }), (times) => {
      const hours: number[] = [];
      let last: number | null = null;
      for (const now of times.sort((a, b) => a - b)) {
        if (!hourBegun(last, now)) continue;
        last = now;
        hours.push(Math.floor(now / HOUR_MS));
      }
      expect(new Set(hours).size).toBe(hours.length);
      expect(hours).toEqual([...new Set(times.map((now) => Math.floor(now / HOUR_MS)))]);
    }),
  );
});

test('neither one who waits nor the memory of one report is seen', () => {
  for (let waiting = 0; waiting < 10; waiting++) expect(crowdOf(waiting)).toBe(0);
  expect([crowdOf(10), crowdOf(29), crowdOf(1_024)]).toEqual([10, 20, 1_020]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 36 }), (bytes) => {
      const told = roundedMemory(bytes);
      expect(told % (64 * 1024 * 1024)).toBe(0);
      expect(told - bytes).toBeGreaterThanOrEqual(0);
      expect(told - bytes).toBeLessThan(64 * 1024 * 1024);
    }),
  );
  // A report with all its files is some thirty requests.
  expect(manyTogether(30 * 10)).toBe(false);
});
