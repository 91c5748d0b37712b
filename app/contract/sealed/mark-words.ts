import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { type AccusedMark, isAbout } from '~/envelope/case/accused-mark';
import { EnvelopeError } from '~/envelope/errors';
import type { PartLabel } from '~/envelope/seal';
import { content, openContent, sealContent } from './content';

/**
 * What the person who confirms a mark reads: the unit, the reason in words, and the mark's secret, which proves that
 * the mark names the unit.
 */
export type MarkWords = { unitId: string; text: string };

export const markWordsContent = content(
  'markWords',
  z.object({ unitId: z.string(), text: z.string(), secret: z.string() }),
);

/** Longest reason of a mark, in characters. */
export const LONGEST_MARK_WORDS = 1000;
const WORDS_BYTES = 4096;

/** Seals the words to one fixed size. Throws RangeError for text longer than LONGEST_MARK_WORDS. */
export function sealMarkWords(
  markId: string,
  { unitId, text }: MarkWords,
  secret: Uint8Array,
  recipient: string,
): Promise<Uint8Array> {
  if (text.length > LONGEST_MARK_WORDS) throw new RangeError('words');
  return sealContent(
    markWordsContent,
    labelOf(markId),
    { unitId, text, secret: toBase64(secret) },
    [recipient],
    WORDS_BYTES,
  );
}

/** SHA-256 (hex) of the sealed words, which the maker signs with the mark. */
export const wordsHashOf = (sealed: Uint8Array): string => bytesToHex(sha256(sealed));

/**
 * Opens the words and compares them with the mark, whose maker's signature was checked before. Throws EnvelopeError
 * `badSignature` where the mark is about another unit than the words say; wrongKey, wrongPart, damaged.
 */
export async function openMarkWords(mark: AccusedMark, sealed: Uint8Array, identity: string): Promise<MarkWords> {
  if (wordsHashOf(sealed) !== mark.wordsHash) throw new EnvelopeError('badSignature', 'words of another mark');
  const { unitId, text, secret } = await openContent(markWordsContent, sealed, identity, labelOf(mark.markId));
  if (!isAbout(mark, unitId, fromBase64(secret))) throw new EnvelopeError('badSignature', 'mark');
  return { unitId, text };
}

const labelOf = (markId: string): PartLabel => ({ kind: 'reason', scope: markId, sequence: 0 });
