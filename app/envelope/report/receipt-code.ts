import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Argon2id } from '~/envelope/argon2id';
import { concat, randomBytes, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { type KeyPair, keyPairFromSeed } from '~/envelope/key-pair';

/** 64 MiB and 3 passes: RFC 9106's second recommended option, with one lane so that browsers give the same bytes. */
export const RECEIPT_KDF = { memoryKiB: 64 * 1024, iterations: 3, parallelism: 1, length: 32 } as const;

const RANDOM_DIGITS = 18;
const CODE = /^\d{20}$/;
/** Longer input is no code, however it is grouped, and is refused before anything is done with it. */
const LONGEST_TYPED = 100;

/** 18 random digits and two check digits (ISO 7064 MOD 97-10). */
export function newReceiptCode(): string {
  let digits = '';
  while (digits.length < RANDOM_DIGITS) {
    const byte = randomBytes(1)[0] ?? 255;
    // 250 is the largest multiple of ten in a byte; bytes above it would make digits uneven.
    if (byte < 250) digits += String(byte % 10);
  }
  return digits + checkDigits(digits);
}

/** The 20 digits of what was typed (full-width digits, spaces and all kinds of hyphens allowed), or null. */
export function parseReceiptCode(input: string): string | null {
  if (input.length > LONGEST_TYPED) return null;
  const digits = input.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}\u2212\u30fc_.·]/gu, '');
  if (!CODE.test(digits)) return null;
  return checkDigits(digits.slice(0, RANDOM_DIGITS)) === digits.slice(RANDOM_DIGITS) ? digits : null;
}

/**
 * What a receipt code gives: the token by which the server finds the report, and the reporter's key pair. The slow step
 * is Argon2id over the code with the installation's salt; HKDF-SHA-256 separates the two results. Throws EnvelopeError
 * `badCode` before any slow work.
 */
export async function receiptKeys(
  code: string,
  installationSalt: Uint8Array,
  argon2id: Argon2id,
): Promise<{ lookupToken: Uint8Array; reporter: KeyPair }> {
  const digits = parseReceiptCode(code);
  if (digits === null) throw new EnvelopeError('badCode');
  const salt = sha256(concat(utf8('anshao/receipt-salt/v1\n'), installationSalt)).slice(0, 16);
  const root = await argon2id(utf8(digits), salt, RECEIPT_KDF);
  const lookupToken = hkdf(sha256, root, undefined, utf8('anshao/receipt-lookup/v1'), 32);
  const seed = hkdf(sha256, root, undefined, utf8('anshao/receipt-reporter/v1'), 32);
  root.fill(0);
  return { lookupToken, reporter: await keyPairFromSeed(seed) };
}

/** What the server stores of a lookup token: its SHA-256 in hex. */
export const lookupHash = (token: Uint8Array): string => bytesToHex(sha256(token));

/** The two check digits that make the whole number leave 1 when divided by 97. */
const checkDigits = (digits: string): string => String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, '0');
