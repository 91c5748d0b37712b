import { ed25519 } from '@noble/curves/ed25519.js';
import { toBase64 } from './bytes';

/** Of Node.js; a browser has none. */
const native = globalThis.process?.getBuiltinModule?.('node:crypto');

/**
 * Verifies a signature of Ed25519 (RFC 8032) by the strict rules, by which points have one encoding and no key is of
 * small order. Throws where lengths are wrong. Servers ask OpenSSL first, which takes an eighth of the time, and answer
 * as browsers do for all bytes, also those that somebody makes to part them: OpenSSL compares without the cofactor, so
 * that @noble/curves accepts what it accepts, unless the strict rules refuse the key; what it refuses is asked anew.
 */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (isStrictKey(publicKey) && acceptedByOpenSsl(signature, message, publicKey)) return true;
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}

function acceptedByOpenSsl(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (!native) return false;
  try {
    const key = native.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64(publicKey) }, format: 'jwk' });
    return native.verify(null, message, key, signature);
  } catch {
    return false;
  }
}

/** The y coordinates of the eight points of small order (RFC 7748 and 8032), as hexadecimal digits of their bytes. */
const SMALL_ORDER = new Set([
  `${'00'.repeat(32)}`,
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]);

/** 2²⁵⁵ − 19, by which coordinates are reduced; its last byte has no bit for the sign of x. */
const ORDER = Uint8Array.from([0xed, ...Array(30).fill(0xff), 0x7f]);

function isStrictKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  const y = publicKey.slice();
  y[31] = (y[31] ?? 0) & 0x7f;
  const reduced = y.slice(1).some((byte, index) => byte < (ORDER[index + 1] ?? 0)) || (y[0] ?? 0) < 0xed;
  return reduced && !SMALL_ORDER.has(hex(y));
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
