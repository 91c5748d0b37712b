import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fromBase64 } from '~/envelope/bytes';
import { signStatement, verifyBareText, verifyStanding } from '~/envelope/signing';

/**
 * `first` · `rotation`: the key before vouches for it · `breakIn`: the key before does not, so two guardians' county
 * key must.
 */
export const LOG_KEY_REASONS = ['first', 'rotation', 'breakIn'] as const;
export type LogKeyReason = (typeof LOG_KEY_REASONS)[number];

/**
 * A public key of the log and when its time began: it signs heads of the chain after `afterSequence` and from `fromDay`
 * on, until the next key begins. `head` is the chain's hash at `afterSequence`, so that a key also covers all that was
 * before it.
 */
export type LogKeyStatement = {
  /** From 1, without gaps. */
  number: number;
  /** Ed25519, URL-safe Base64. */
  publicKey: string;
  reason: LogKeyReason;
  fromDay: string;
  afterSequence: number;
  head: string;
  /** Id of the key before; empty for the first. */
  previous: string;
};

export type LogKey = LogKeyStatement & {
  keyId: string;
  /** Made by this key itself: whoever trusts it knows which keys came before. */
  signature: string;
  /** Made by the key before: whoever trusts that one knows which key comes after. Only for `rotation`. */
  previousSignature: string | null;
};

/** Made by a guardian with the county key, for a key that the key before does not vouch for. */
export type LogKeyConfirmation = { number: number; countyKey: string; signature: string };

const KIND = 'logKey';
const CONFIRMED = 'logKeyConfirmed';

/** First 32 hex digits of SHA-256 over the raw public key: long enough that nobody makes a second key with the same id. */
export const logKeyId = (publicKey: string): string => bytesToHex(sha256(fromBase64(publicKey))).slice(0, 32);

export const signLogKey = (statement: LogKeyStatement, seed: Uint8Array): string =>
  signStatement(KIND, fields(statement), seed);

export const signLogKeyConfirmation = (statement: LogKeyStatement, countySeed: Uint8Array): string =>
  signStatement(CONFIRMED, fields(statement), countySeed);

export const verifyLogKeyConfirmation = (statement: LogKeyStatement, signature: string, countyKey: string): boolean =>
  verifyStanding(CONFIRMED, fields(statement), signature, countyKey);

function fields({ number, publicKey, reason, fromDay, afterSequence, head, previous }: LogKeyStatement) {
  return { number, publicKey, reason, fromDay, afterSequence, head, previous };
}

/**
 * What is wrong with a history: `broken`: a number, the order or a signature · `unconfirmed`: nobody vouches for a key
 * after a break-in.
 */
export type LogKeyProblem = { kind: 'broken' | 'unconfirmed'; number: number };

/**
 * Checks a history, oldest first. `countyKey` is the one that the reader trusts, or null where there is none. A history
 * without a problem is vouched for from its first key forwards and from its last key backwards.
 */
export function logKeyProblems(
  keys: readonly LogKey[],
  confirmations: readonly LogKeyConfirmation[],
  countyKey: string | null,
): LogKeyProblem[] {
  return keys.flatMap((key, index): LogKeyProblem[] => {
    const before = keys[index - 1];
    const { number } = key;
    if (!isSound(key, number === index + 1 ? before : null)) return [{ kind: 'broken', number }];
    if (key.reason !== 'breakIn') return [];
    const vouched = confirmations.some(
      (one) => one.number === number && countyKey !== null && verifyLogKeyConfirmation(key, one.signature, countyKey),
    );
    return vouched ? [] : [{ kind: 'unconfirmed', number }];
  });
}

/** `before` is undefined for the first key, and null where the numbers do not fit. */
function isSound(key: LogKey, before: LogKey | undefined | null): boolean {
  if (before === null || key.keyId !== safeId(key.publicKey)) return false;
  if (!verifyStanding(KIND, fields(key), key.signature, key.publicKey)) return false;
  if (!before) return key.reason === 'first' && key.previous === '' && key.afterSequence === 0;
  const follows =
    key.previous === before.keyId && key.afterSequence >= before.afterSequence && key.fromDay >= before.fromDay;
  if (!follows || key.reason === 'first') return false;
  if (key.reason === 'breakIn') return key.previousSignature === null;
  return verifyStanding(KIND, fields(key), key.previousSignature ?? '', before.publicKey);
}

function safeId(publicKey: string): string | null {
  try {
    return logKeyId(publicKey);
  } catch {
    return null;
  }
}

/** A signed head of the log, and the text that was signed. */
export type SignedHead = { onDay: string; sequence: number; keyId: string; signature: string };

/** Was the head signed by a key of the history in that key's time? */
export function verifyHead(keys: readonly LogKey[], row: SignedHead, text: string): boolean {
  const index = keys.findIndex(({ keyId }) => keyId === row.keyId);
  const key = keys[index];
  const next = keys[index + 1];
  if (!key) return false;
  const began = row.sequence >= key.afterSequence && row.onDay >= key.fromDay;
  const ended = next !== undefined && (row.sequence > next.afterSequence || row.onDay > next.fromDay);
  return began && !ended && verifyBareText(text, row.signature, key.publicKey);
}
