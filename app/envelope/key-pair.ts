import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { bech32 } from '@scure/base';
import { identityToRecipient } from 'age-encryption';
import { randomBytes, utf8 } from './bytes';
import { EnvelopeError } from './errors';

/** A post-quantum hybrid age key pair (ML-KEM-768 with X25519), made from 32 bytes of seed. */
export type KeyPair = {
  seed: Uint8Array;
  /** AGE-SECRET-KEY-PQ-1… */
  identity: string;
  /** age1pq1… */
  recipient: string;
};

export const SEED_LENGTH = 32;
const IDENTITY_PREFIX = 'AGE-SECRET-KEY-PQ-';
/** Bytes of a recipient's public key: ML-KEM-768 and X25519. */
export const RECIPIENT_LENGTH = 1216;
const RECIPIENT_KIND = 'age1pq';
const RECIPIENT_PREFIX = `${RECIPIENT_KIND}1`;

/** The key pair of a seed; the same seed always gives the same pair. Throws EnvelopeError `damaged` unless 32 bytes. */
export async function keyPairFromSeed(seed: Uint8Array): Promise<KeyPair> {
  if (seed.length !== SEED_LENGTH) throw new EnvelopeError('damaged', 'seed length');
  const identity = bech32.encodeFromBytes(IDENTITY_PREFIX, seed).toUpperCase();
  return { seed: seed.slice(), identity, recipient: await identityToRecipient(identity) };
}

/** The key pair of a hybrid identity as typed or read from a file. Throws EnvelopeError `badCode`. */
export async function keyPairFromIdentity(identity: string): Promise<KeyPair> {
  try {
    const { words } = bech32.decode(identity.toLowerCase() as `${string}1${string}`, false);
    if (!identity.toUpperCase().startsWith(`${IDENTITY_PREFIX}1`)) throw new Error('prefix');
    return await keyPairFromSeed(bech32.fromWords(words));
  } catch {
    throw new EnvelopeError('badCode', 'identity');
  }
}

export const newKeyPair = (): Promise<KeyPair> => keyPairFromSeed(randomBytes(SEED_LENGTH));

/** For people to compare: the first 16 bytes of SHA-256 of the recipient's text, as 8 groups of 4 hex digits. */
export const fingerprint = (recipient: string): string => fingerprintOf(utf8(recipient));

/** First 16 bytes of SHA-256 as 8 groups of 4 hex digits. */
export function fingerprintOf(bytes: Uint8Array): string {
  const hex = bytesToHex(sha256(bytes).subarray(0, 16));
  return (hex.match(/.{4}/g) ?? []).join(' ');
}

/**
 * Refuses every recipient but a hybrid one with EnvelopeError `weakRecipient`: age itself would silently mix hybrid and
 * X25519 recipients in one file, which is then no stronger than X25519.
 */
export function assertHybrid(recipient: string): void {
  recipientBytes(recipient);
}

/** Is it a hybrid recipient, whole? */
export function isHybrid(recipient: string): boolean {
  try {
    assertHybrid(recipient);
    return true;
  } catch {
    return false;
  }
}

/** The public key of a hybrid recipient. Throws EnvelopeError `weakRecipient` for every other one. */
export function recipientBytes(recipient: string): Uint8Array {
  try {
    if (!recipient.startsWith(RECIPIENT_PREFIX)) throw new Error('prefix');
    const { words } = bech32.decode(recipient as `${string}1${string}`, false);
    const key = bech32.fromWords(words);
    if (key.length !== RECIPIENT_LENGTH) throw new Error('length');
    return key;
  } catch {
    throw new EnvelopeError('weakRecipient');
  }
}

/** The recipient of a public key, as `recipientBytes` gives it. Throws EnvelopeError `weakRecipient` for another length. */
export function recipientOf(key: Uint8Array): string {
  if (key.length !== RECIPIENT_LENGTH) throw new EnvelopeError('weakRecipient');
  return bech32.encode(RECIPIENT_KIND, bech32.toWords(key), false);
}

/** Refuses every identity but a hybrid one with EnvelopeError `weakRecipient`. */
export function assertHybridIdentity(identity: string): void {
  if (!identity.startsWith(`${IDENTITY_PREFIX}1`)) throw new EnvelopeError('weakRecipient');
}
