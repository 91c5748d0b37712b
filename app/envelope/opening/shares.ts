import { sha256 } from '@noble/hashes/sha2.js';
import { base32crockford } from '@scure/base';
import { combine, split } from 'shamir-secret-sharing';
import { concat, equalBytes, randomBytes, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { SEED_LENGTH } from '~/envelope/key-pair';

/** Splits a seed into two shares by XOR with random bytes: either alone is random and says nothing about the seed. */
export function splitTwo(seed: Uint8Array): [Uint8Array, Uint8Array] {
  const first = randomBytes(seed.length);
  return [first, xor(first, seed)];
}

/** Joins the two shares. Wrong shares give a wrong seed, which then opens nothing. */
export function joinTwo(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length !== second.length) throw new EnvelopeError('damaged', 'share length');
  return xor(first, second);
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}

const SHARES = 3;
const THRESHOLD = 2;
const SET_LENGTH = 3;
const SHARE_LENGTH = SEED_LENGTH + 1;
const CHECK_LENGTH = 4;
/** Set, share and check are 40 bytes, which is 64 Base32 digits without any padding bits. */
const DIGITS = 64;
const LONGEST_TYPED = 200;

/**
 * Three printable shares of a seed, any two of which restore it (Shamir, audited `shamir-secret-sharing`). Each reads
 * `<1-3>-XXXX-…` in Crockford Base32: the set it belongs to, the share, and a check value against typing errors.
 */
export async function printShares(seed: Uint8Array): Promise<string[]> {
  if (seed.length !== SEED_LENGTH) throw new EnvelopeError('damaged', 'seed length');
  const set = randomBytes(SET_LENGTH);
  const shares = await split(seed, SHARES, THRESHOLD);
  return shares.map((share, i) => {
    const body = concat(set, share);
    const digits = base32crockford.encode(concat(body, check(i + 1, body)));
    return [String(i + 1), ...(digits.match(/.{4}/g) ?? [])].join('-');
  });
}

/**
 * Restores the seed from two or three printed shares as typed (case, spaces, hyphens do not matter; O is 0, I and L
 * are 1). Throws EnvelopeError `badCode` for a typing error, the same share twice, or shares of different sets.
 */
export async function restoreFromShares(texts: readonly string[]): Promise<Uint8Array> {
  if (texts.length < THRESHOLD || texts.length > SHARES) throw new EnvelopeError('badCode', 'two or three shares');
  const typed = texts.map(parseShare);
  const first = typed[0];
  if (first === undefined || typed.some((share) => !equalBytes(share.set, first.set))) {
    throw new EnvelopeError('badCode', 'shares of different sets');
  }
  if (new Set(typed.map((share) => share.index)).size !== typed.length) {
    throw new EnvelopeError('badCode', 'the same share twice');
  }
  return combine(typed.map((share) => share.share));
}

function parseShare(input: string): { index: number; set: Uint8Array; share: Uint8Array } {
  if (input.length > LONGEST_TYPED) throw new EnvelopeError('badCode', 'share too long');
  const typed = input
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const index = Number(typed[0]);
  if (!/^[123][0-9A-HJKMNP-TV-Z]{64}$/.test(typed)) throw new EnvelopeError('badCode', 'share');
  const bytes = base32crockford.decode(typed.slice(1, 1 + DIGITS));
  const body = bytes.subarray(0, SET_LENGTH + SHARE_LENGTH);
  if (!equalBytes(bytes.subarray(body.length), check(index, body))) throw new EnvelopeError('badCode', 'share');
  return { index, set: body.subarray(0, SET_LENGTH), share: body.slice(SET_LENGTH) };
}

const check = (index: number, body: Uint8Array): Uint8Array =>
  sha256(concat(utf8(`anshao/printed-share/v1/${index}\n`), body)).subarray(0, CHECK_LENGTH);
