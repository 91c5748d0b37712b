import { createHash, createPublicKey, verify as verifyByOpenSsl } from 'node:crypto';
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toBase64 } from '~/envelope/bytes';
import { verifyEd25519 } from '~/envelope/ed25519-verify';

const { Point } = ed25519;
const bytes = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits, 'hex'));
const strict = (signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean =>
  ed25519.verify(signature, message, key, { zip215: false });
const openSsl = (signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean =>
  verifyByOpenSsl(
    null,
    message,
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64(key) }, format: 'jwk' }),
    signature,
  );

/** The eight points of small order, and what else decodes to one of them: the other sign, and y with the order added. */
const SMALL = ED25519_TORSION_SUBGROUP.map(bytes).flatMap((point) => {
  const otherSign = point.slice();
  otherSign[31] = (otherSign[31] ?? 0) ^ 0x80;
  return [point, otherSign];
});
const UNREDUCED = ['ed', 'ee', 'f0', 'ff'].flatMap((first) => [
  bytes(`${first}${'ff'.repeat(30)}7f`),
  bytes(`${first}${'ff'.repeat(31)}`),
]);

const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const messages = fc.uint8Array({ maxLength: 64 });

it('accepts what was signed, and no other message', () => {
  fc.assert(
    fc.property(key32, messages, messages, (seed, message, other) => {
      const [signature, key] = [ed25519.sign(message, seed), ed25519.getPublicKey(seed)];
      expect(verifyEd25519(signature, message, key)).toBe(true);
      expect(verifyEd25519(signature, other, key)).toBe(Buffer.compare(message, other) === 0);
    }),
    { numRuns: 30 },
  );
});

it('answers as the strict rules do where the key is of small order, which other rules accept', () => {
  const message = new Uint8Array(3);
  let parted = 0;
  for (const key of [...SMALL, ...UNREDUCED]) {
    for (const r of SMALL) {
      const signature = new Uint8Array(64);
      signature.set(r);
      // OpenSSL accepts most of these in some of its versions.
      if (ed25519.verify(signature, message, key, { zip215: true })) parted += 1;
      expect(verifyEd25519(signature, message, key)).toBe(strict(signature, message, key));
    }
  }
  expect(parted).toBeGreaterThan(0);
});

it('accepts what the cofactor makes equal, which OpenSSL refuses', () => {
  const seed = new Uint8Array(32).fill(7);
  const message = new Uint8Array(5);
  const { scalar, prefix, point } = ed25519.utils.getExtendedPublicKey(seed);
  const torsion = Point.fromBytes(bytes(ED25519_TORSION_SUBGROUP[1] ?? ''));
  // A key with a part of small order: its owner's signatures hold only after multiplication by the cofactor.
  const key = point.add(torsion).toBytes();
  const n = ed25519.Point.Fn.ORDER;
  const number = (from: Uint8Array): bigint => BigInt(`0x${Buffer.from(from).reverse().toString('hex')}`) % n;
  const little = (of: bigint): Uint8Array => bytes(of.toString(16).padStart(64, '0')).reverse();
  const nonce = number(prefix);
  const r = Point.BASE.multiply(nonce).toBytes();
  const challenge = number(createHash('sha512').update(r).update(key).update(message).digest());
  const signature = new Uint8Array([...r, ...little((nonce + challenge * scalar) % n)]);
  expect(strict(signature, message, key)).toBe(true);
  expect(openSsl(signature, message, key)).toBe(false);
  expect(verifyEd25519(signature, message, key)).toBe(true);
});

it('answers as the strict rules do for any bytes', () => {
  const half = fc.oneof(key32, fc.constantFrom(...SMALL, ...UNREDUCED));
  fc.assert(
    fc.property(half, half, half, messages, (r, s, key, message) => {
      const signature = new Uint8Array([...r, ...s]);
      expect(verifyEd25519(signature, message, key)).toBe(strict(signature, message, key));
    }),
    { numRuns: 100 },
  );
});

it('throws for lengths that no key and no signature has', () => {
  const [signature, key] = [new Uint8Array(64), ed25519.getPublicKey(new Uint8Array(32))];
  expect(() => verifyEd25519(signature.slice(1), new Uint8Array(1), key)).toThrow();
  expect(() => verifyEd25519(signature, new Uint8Array(1), key.slice(1))).toThrow();
});
