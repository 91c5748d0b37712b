import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MIN_PADDED, padme } from '~/envelope/padding';

const lengths = fc.integer({ min: 0, max: 2 ** 40 });

test('never shorter, never more than 12 % longer, never below the least', () => {
  fc.assert(
    fc.property(lengths, (length) => {
      const padded = padme(length);
      expect(padded).toBeGreaterThanOrEqual(Math.max(length, MIN_PADDED));
      if (length > MIN_PADDED) expect(padded / length).toBeLessThan(1.12);
    }),
  );
});

test('grows with the length and is its own padding', () => {
  fc.assert(
    fc.property(lengths, fc.nat(5000), (length, more) => {
      expect(padme(length + more)).toBeGreaterThanOrEqual(padme(length));
      expect(padme(padme(length))).toBe(padme(length));
    }),
  );
});

test('keeps only as many leading digits as the length of its length has', () => {
  fc.assert(
    fc.property(lengths, (length) => {
      const padded = padme(length).toString(2);
      const exponent = padded.length - 1;
      expect(padded.slice(exponent.toString(2).length + 1)).toMatch(/^0*$/);
    }),
  );
});

test('values worked by hand from the paper', () => {
  const worked = [
    [0, 256],
    [256, 256],
    [257, 272],
    [1000, 1024],
    [1025, 1088],
    [4 * 1024 * 1024 - 900, 4 * 1024 * 1024],
    [4 * 1024 * 1024 + 1, 4 * 1024 * 1024 + 128 * 1024],
  ] as const;
  for (const [length, padded] of worked) expect(padme(length), String(length)).toBe(padded);
});

test('hides lengths: the lengths up to one mebibyte give few sizes', () => {
  const sizes = new Set(Array.from({ length: 4096 }, (_, i) => padme(i * 256)));
  expect(sizes.size).toBeLessThan(260);
});

test('refuses what is no length', () => {
  for (const wrong of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(() => padme(wrong)).toThrow(RangeError);
  }
});
