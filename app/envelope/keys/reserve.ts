import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { fingerprintOf } from '~/envelope/key-pair';
import { newSigningKey, type SigningKey, signingKeyFromSeed, signStatement, verifyStatement } from '~/envelope/signing';
import type { DirectoryStatement } from './directory-statement';
import { normalisePassphrase } from './passphrase';

/**
 * A new reserve signing key: as words of BIP 39 with their checksum, to be printed, and its public half for the list.
 */
export function newReserve(): { words: string; signingKey: string } {
  const { seed, publicKey } = newSigningKey();
  const words = entropyToMnemonic(seed, wordlist);
  seed.fill(0);
  return { words, signingKey: publicKey };
}

/** The key from words as typed or scanned. Throws EnvelopeError `badCode` for a mistake. */
export function reserveOf(typed: string): SigningKey {
  try {
    const key = signingKeyFromSeed(mnemonicToEntropy(normalisePassphrase(typed).normalize('NFKD'), wordlist));
    if (key.seed.length === 32) return key;
  } catch {
    // The error is thrown below, without what was typed.
  }
  throw new EnvelopeError('badCode', 'reserve key');
}

/**
 * The list's own reserve key, read from its paper. Throws EnvelopeError: badCode, wrongKey (another paper, or none on
 * the list).
 */
export function reserveOn(directory: DirectoryStatement, typed: string): SigningKey {
  const key = reserveOf(typed);
  if (key.publicKey !== directory.reserve?.signingKey) throw new EnvelopeError('wrongKey', 'reserve key');
  return key;
}

/** The fingerprint for people to compare with the paper, made like the county key's. */
export const reserveFingerprint = (signingKey: string): string => fingerprintOf(fromBase64(signingKey));

export type ReserveDrill = { countyKey: string; directoryVersion: number; day: string };

const DRILL = 'reserveDrill';

/** What the reserve key signs when its paper is tried out; nothing comes into force by it. */
export const signDrill = (drill: ReserveDrill, seed: Uint8Array): string => signStatement(DRILL, drill, seed);

export const isDrill = (drill: ReserveDrill, signature: string, signingKey: string): boolean =>
  verifyStatement(DRILL, drill, signature, signingKey);
