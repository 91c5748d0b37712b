import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, randomBytes, toBase64, utf8 } from './bytes';
import { verifyEd25519 } from './ed25519-verify';

/** Ed25519 (RFC 8032): the seed signs; the public key is URL-safe Base64. */
export type SigningKey = { seed: Uint8Array; publicKey: string };

export const SIGNING_SEED_LENGTH = 32;

export function signingKeyFromSeed(seed: Uint8Array): SigningKey {
  return { seed: seed.slice(), publicKey: toBase64(ed25519.getPublicKey(seed)) };
}

export const newSigningKey = (): SigningKey => signingKeyFromSeed(randomBytes(SIGNING_SEED_LENGTH));

/**
 * Signs text under a kind: `anshao/<kind>/v1`, a line feed, the text. A signature of one kind is never valid for
 * another. Returns URL-safe Base64.
 */
export const signText = (kind: string, text: string, seed: Uint8Array): string =>
  toBase64(ed25519.sign(signedBytes(kind, text), seed));

/**
 * Verifies a signature: false for a wrong one and for anything malformed. Follows the strict rules of RFC 8032, by
 * which a signature has only one encoding.
 */
export function verifyText(kind: string, text: string, signature: string, publicKey: string): boolean {
  return verifyBytes(signedBytes(kind, text), signature, publicKey);
}

/** Signs a text that says by itself what it is, such as the log's checkpoints. */
export const signBareText = (text: string, seed: Uint8Array): string => toBase64(ed25519.sign(utf8(text), seed));

export const verifyBareText = (text: string, signature: string, publicKey: string): boolean =>
  verifyBytes(utf8(text), signature, publicKey);

function verifyBytes(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  try {
    return verifyEd25519(fromBase64(signature), bytes, fromBase64(publicKey));
  } catch {
    return false;
  }
}

/** Hashes of what was verified, the oldest first. */
const standing = new Set<string>();
const MAX_STANDING = 4_096;

/**
 * As `verifyText`, for what holds until it is replaced: lists in force and what certifies keys. Those are verified with
 * each page and each act, so that the last few thousand that were valid are remembered by their SHA-256. What a reporter
 * signs is not verified this way, because the memory would tell which of it was looked at.
 */
export function verifyStandingText(kind: string, text: string, signature: string, publicKey: string): boolean {
  const bytes = signedBytes(kind, text);
  const known = toBase64(sha256(utf8(`${publicKey}\n${signature}\n${toBase64(sha256(bytes))}`)));
  if (standing.has(known)) return true;
  if (!verifyBytes(bytes, signature, publicKey)) return false;
  for (const oldest of standing) {
    if (standing.size < MAX_STANDING) break;
    standing.delete(oldest);
  }
  standing.add(known);
  return true;
}

/** Fields of a statement; numbers must be whole. */
export type StatementFields = Readonly<Record<string, string | number>>;

/** Signs a statement's fields in canonical order. */
export const signStatement = (kind: string, fields: StatementFields, seed: Uint8Array): string =>
  signText(kind, canonical(fields), seed);

export function verifyStatement(kind: string, fields: StatementFields, signature: string, publicKey: string): boolean {
  return verifyText(kind, canonical(fields), signature, publicKey);
}

/** As `verifyStatement`, for what holds until it is replaced (`verifyStandingText`). */
export const verifyStanding = (kind: string, fields: StatementFields, signature: string, publicKey: string): boolean =>
  verifyStandingText(kind, canonical(fields), signature, publicKey);

/** A JSON array of [name, value] ordered by name, so that names and values cannot run into each other. */
function canonical(fields: StatementFields): string {
  const entries = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, value] of entries) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(name);
  }
  return JSON.stringify(entries);
}

function signedBytes(kind: string, text: string): Uint8Array {
  if (!/^[A-Za-z][A-Za-z0-9.]*$/.test(kind)) throw new RangeError('kind');
  return utf8(`anshao/${kind}/v1\n${text}`);
}
