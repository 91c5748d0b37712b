import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import type { Argon2id } from '~/envelope/argon2id';
import { concat, utf8 } from '~/envelope/bytes';
import { EnvelopeError, type EnvelopeErrorCode } from '~/envelope/errors';
import type { SeenLists } from '~/envelope/keys/seen-lists';
import type { ShareAbout } from '~/envelope/opening/share-about';

/** Stands in for Argon2id where the test is about something else: quick, and as sensitive to each input. */
export const quickArgon2id: Argon2id = async (password, salt, parameters) =>
  sha256(concat(utf8(JSON.stringify(parameters)), sha256(password), sha256(salt))).slice(0, parameters.length);

export const anyBytes = (maxLength = 2000) => fc.uint8Array({ maxLength });
export const anySeed = () => fc.uint8Array({ minLength: 32, maxLength: 32 });

/** What a share says about a report that accuses nobody. */
export const ABOUT: ShareAbout = {
  accused: [],
  caseId: 'case',
  firstUnitId: 'fire',
  listVersion: 1,
  proofKey: 'k'.repeat(43),
};

/** Lists by which a report was sent. */
export const SEEN: SeenLists = {
  directory: { version: 1, textHash: 'd'.repeat(64) },
  routing: { version: 1, textHash: 'e'.repeat(64) },
};

/** Few cases are run, because each seals and opens with ML-KEM several times. */
export const slow = { numRuns: 12 } as const;

/** The code of the EnvelopeError with which `work` ends. */
export async function refusalOf(work: () => unknown): Promise<EnvelopeErrorCode | 'no refusal'> {
  try {
    await work();
    return 'no refusal';
  } catch (error) {
    if (error instanceof EnvelopeError) return error.code;
    throw error;
  }
}

/** The bytes with one bit changed. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
