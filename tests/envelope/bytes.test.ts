import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, equalBytes, fromBase64, randomBytes, text, toBase64, utf8 } from '~/envelope/bytes';
import { isEnvelopeError } from '~/envelope/errors';
import { anyBytes, flipped, refusalOf } from './samples';

test('Base64 is URL-safe, unpadded, reversible and agrees with Node', () => {
  fc.assert(
    fc.property(anyBytes(), (bytes) => {
      const encoded = toBase64(bytes);
      expect(encoded).toMatch(/^[A-Za-z0-9_-]*$/);
      expect(encoded).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64(encoded)).toEqual(bytes);
    }),
  );
});

test('text survives UTF-8, and what is not UTF-8 or Base64 is refused as damaged', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      expect(text(utf8(value))).toBe(value);
    }),
  );
  expect(text(utf8('\ufeff安哨'))).toBe('\ufeff安哨');
  expect(await refusalOf(() => text(Uint8Array.of(0xff, 0xfe)))).toBe('damaged');
  for (const wrong of ['a', 'ab=', 'a+', 'a/', 'YQ==', '安']) {
    expect(await refusalOf(() => fromBase64(wrong)), wrong).toBe('damaged');
  }
});

test('concat joins and equalBytes compares', () => {
  fc.assert(
    fc.property(anyBytes(50), anyBytes(50), (a, b) => {
      const joined = concat(a, b);
      expect(joined.subarray(0, a.length)).toEqual(a);
      expect(joined.subarray(a.length)).toEqual(b);
      expect(equalBytes(a, a.slice())).toBe(true);
      expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
      if (a.length > 0) expect(equalBytes(a, flipped(a, a.length - 1))).toBe(false);
      expect(equalBytes(a, concat(a, Uint8Array.of(0)))).toBe(false);
    }),
  );
});

test('random bytes have the length asked for and differ', () => {
  expect(randomBytes(32)).toHaveLength(32);
  expect(equalBytes(randomBytes(32), randomBytes(32))).toBe(false);
});

test('envelope errors are known by their brand across bundles', () => {
  expect(isEnvelopeError({ envelopeError: true, code: 'damaged' })).toBe(true);
  expect(isEnvelopeError(new Error('damaged'))).toBe(false);
  expect(isEnvelopeError(null)).toBe(false);
});
