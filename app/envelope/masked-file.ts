import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equalBytes, fromBase64, toBase64, utf8 } from './bytes';
import { EnvelopeError } from './errors';
import { joinTwo, splitTwo } from './opening/shares';

/**
 * A secret that shares an age file with others. The file holds it masked (XOR with random bytes), and its mask stands
 * in the clear before the copy of the file that is handed out for it. Whoever opens the file learns only the secret
 * whose mask came with it, and nothing about the others, however strong the attacker.
 */
export type MaskedFile = { mask: Uint8Array; file: Uint8Array };

const MAGIC = utf8('ANSK');
/** Masks are as long as the seeds and shares that they hide. */
export const MASK_BYTES = 32;
const CHECK_BYTES = 16;
const PREFIX = MAGIC.length + MASK_BYTES;

/** The mask, then the file, as one value for one secret. */
export const joinMask = ({ mask, file }: MaskedFile): Uint8Array => concat(MAGIC, mask, file);

/** What `joinMask` made; null for a file that holds one secret alone and has no mask. */
export function splitMask(bytes: Uint8Array): MaskedFile | null {
  if (!equalBytes(bytes.subarray(0, MAGIC.length), MAGIC)) return null;
  return { mask: bytes.subarray(MAGIC.length, PREFIX), file: bytes.subarray(PREFIX) };
}

/** The age file alone, whether or not a mask stands before it. */
export const ageFileOf = (bytes: Uint8Array): Uint8Array => splitMask(bytes)?.file ?? bytes;

/** A secret under a new mask, as text for the file; a check value tells a wrong mask from the right one. */
export function maskSecret(secret: Uint8Array, scope: string): { mask: Uint8Array; masked: string } {
  if (secret.length !== MASK_BYTES) throw new RangeError('masked secret');
  const [mask, masked] = splitTwo(secret);
  return { mask, masked: toBase64(concat(masked, checkOf(secret, scope))) };
}

/**
 * Removes the mask. Throws EnvelopeError: `damaged` for what `maskSecret` did not make, `wrongPart` for another
 * secret's mask.
 */
export function unmaskSecret(masked: string, mask: Uint8Array, scope: string): Uint8Array {
  const bytes = fromBase64(masked);
  if (bytes.length !== MASK_BYTES + CHECK_BYTES) throw new EnvelopeError('damaged', 'masked secret');
  const secret = joinTwo(bytes.subarray(0, MASK_BYTES), mask);
  if (!equalBytes(bytes.subarray(MASK_BYTES), checkOf(secret, scope))) throw new EnvelopeError('wrongPart', 'mask');
  return secret;
}

const checkOf = (secret: Uint8Array, scope: string): Uint8Array =>
  sha256(concat(utf8(`anshao/masked/v1/${scope}\n`), secret)).subarray(0, CHECK_BYTES);
