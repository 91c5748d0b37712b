import sharp from 'sharp';
import { type FileKind, isCleanable, isStrippable } from '~/domain/file-kind';
import { strippedStream } from '~/envelope/metadata/pieces';
import { type Removed, sourceOfBytes } from '~/envelope/metadata/source';
import { checkedStrip } from '~/envelope/metadata/strip';

/** Pixels of all frames: decoded they take 160 MB, and one picture is decoded at a time. */
export const MOST_PIXELS = 40_000_000;

export type CleaningProblem = 'uncleanable' | 'tooManyPixels' | 'broken';
export type Cleaned = { bytes: Uint8Array; removed: Removed[] };

/**
 * A file without place, device, time and author, or why not. Kinds that cannot be cleaned come back as they are (voice,
 * office documents: the page says so), but no picture does.
 */
export async function cleanFile(bytes: Uint8Array, kind: FileKind): Promise<Cleaned | { problem: CleaningProblem }> {
  if (!isStrippable(kind)) return kind.family === 'image' ? { problem: 'uncleanable' } : { bytes, removed: [] };
  const source = sourceOfBytes(bytes);
  const outcome = await checkedStrip(source, kind);
  if (isCleanable(kind)) {
    const encoded = await encodedAnew(bytes, kind);
    if (typeof encoded === 'string') return { problem: encoded };
    return { bytes: encoded, removed: 'stripped' in outcome ? outcome.stripped.removed : ['other'] };
  }
  if ('problem' in outcome) return outcome;
  const { stripped } = outcome;
  const clean = new Uint8Array(stripped.size);
  let at = 0;
  for await (const piece of strippedStream(source, stripped)) {
    clean.set(piece, at);
    at += piece.length;
  }
  return { bytes: clean, removed: stripped.removed };
}

/** A photo turned upright and encoded anew. */
async function encodedAnew(
  bytes: Uint8Array,
  { extension }: FileKind,
): Promise<Uint8Array | 'tooManyPixels' | 'broken'> {
  const animated = extension === 'webp';
  try {
    // Reads the header only; an animation's height is that of all its frames together.
    const { width, height } = await sharp(bytes, { limitInputPixels: false, animated }).metadata();
    if (width * height > MOST_PIXELS) return 'tooManyPixels';
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, animated }).autoOrient();
    if (extension === 'jpg') return await image.jpeg({ quality: 90 }).toBuffer();
    return extension === 'png' ? await image.png().toBuffer() : await image.webp({ quality: 90 }).toBuffer();
  } catch {
    return 'broken';
  }
}
