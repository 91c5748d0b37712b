import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import {
  newSigningKey,
  type StatementFields,
  signingKeyFromSeed,
  signStatement,
  verifyStanding,
  verifyStatement,
} from '~/envelope/signing';
import { anySeed, flipped } from './samples';

const key = newSigningKey();
const anyFields: fc.Arbitrary<StatementFields> = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.maxSafeInteger()),
);

test('a statement verifies whatever the order of its fields', () => {
  fc.assert(
    fc.property(anyFields, anySeed(), (fields, seed) => {
      const { publicKey } = signingKeyFromSeed(seed);
      const signature = signStatement('approval', fields, seed);
      const reversed = Object.fromEntries(Object.entries(fields).reverse());
      expect(verifyStatement('approval', reversed, signature, publicKey)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('another kind, field, value, type, key or signature does not verify', () => {
  const fields = { rewardId: 'r1', amount: 300 };
  const signature = signStatement('approval', fields, key.seed);
  const says = (kind: string, what: StatementFields, sign = signature, by = key.publicKey) =>
    verifyStatement(kind, what, sign, by);
  expect(says('approval', fields)).toBe(true);
  expect(says('release', fields)).toBe(false);
  expect(says('approval', { ...fields, amount: 301 })).toBe(false);
  expect(says('approval', { ...fields, amount: '300' })).toBe(false);
  expect(says('approval', { rewardId: 'r1' })).toBe(false);
  expect(says('approval', { ...fields, more: '' })).toBe(false);
  expect(says('approval', { rewardId: 'r1', 'amount,300': '' })).toBe(false);
  expect(says('approval', fields, signature, newSigningKey().publicKey)).toBe(false);
});

test('every change of a signature is noticed, and nonsense is no signature', () => {
  const fields = { text: '同意' };
  const signature = fromBase64(signStatement('approval', fields, key.seed));
  fc.assert(
    fc.property(fc.nat(63), (at) => {
      const changed = toBase64(flipped(signature, at));
      expect(verifyStatement('approval', fields, changed, key.publicKey)).toBe(false);
    }),
  );
  for (const nonsense of ['', 'x', toBase64(new Uint8Array(64)), toBase64(new Uint8Array(63))]) {
    expect(verifyStatement('approval', fields, nonsense, key.publicKey)).toBe(false);
    expect(verifyStatement('approval', fields, toBase64(signature), nonsense)).toBe(false);
  }
});

test('another implementation verifies the documented bytes', () => {
  const signature = signStatement('approval', { b: 2, a: '一' }, key.seed);
  const message = Buffer.from('anshao/approval/v1\n[["a","一"],["b",2]]');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
  expect(verify(null, message, publicKey, fromBase64(signature))).toBe(true);
});

test('numbers that are not whole and kinds that could run into the text are refused', () => {
  expect(() => signStatement('approval', { amount: 0.1 }, key.seed)).toThrow(RangeError);
  for (const kind of ['', 'a/b', 'a\nb', '1']) expect(() => signStatement(kind, {}, key.seed)).toThrow(RangeError);
});

test('what was verified once and stands is refused as before once its kind, text, key or signature is another', () => {
  const signature = signStatement('unitKey', { unit: 'fire' }, key.seed);
  const says = (kind: string, unit: string, sign = signature, by = key.publicKey) =>
    verifyStanding(kind, { unit }, sign, by);
  expect([1, 2].map(() => says('unitKey', 'fire'))).toEqual([true, true]);
  const wrong = () => [
    says('otherKey', 'fire'),
    says('unitKey', 'gas'),
    says('unitKey', 'fire', signStatement('unitKey', { unit: 'gas' }, key.seed)),
    says('unitKey', 'fire', signature, newSigningKey().publicKey),
  ];
  expect(wrong()).toEqual([false, false, false, false]);
  expect(wrong()).toEqual([false, false, false, false]);
});
