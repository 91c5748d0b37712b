import sharp from 'sharp';
import { type FileKind, fileKind, isDecodable } from '~/domain/report/file-kind';
import { cleanedFile } from '~/envelope/metadata/cleaned';
import { type Removed, type StripProblem, sourceOfBytes } from '~/envelope/metadata/source';

/** Pixels of all frames of a picture that must be decoded. They take 160 MB, and one picture is decoded at a time. */
export const MAX_PIXELS = 40_000_000;

export type CleaningProblem = StripProblem | 'tooManyPixels';
export type Cleaned = { bytes: Uint8Array; removed: Removed[]; stays: boolean };

/**
 * A file without place, device, time and author, or the reason why not. Usually nothing is decoded, so a picture may
 * have any number of pixels; a malformed one is encoded anew as every viewer shows it, within that limit. `stays`: of a
 * kind that keeps what it tells.
 */
export async function cleanFile(bytes: Uint8Array, kind: FileKind): Promise<Cleaned | { problem: CleaningProblem }> {
  const outcome = await cleanedFile(sourceOfBytes(bytes), kind, fileKind);
  if ('problem' in outcome) {
    if (!isDecodable(kind)) return outcome;
    const encoded = await encodedAnew(bytes, kind);
    return typeof encoded === 'string' ? { problem: encoded } : { bytes: encoded, removed: ['other'], stays: false };
  }
  const { size, removed, stays } = outcome;
  const clean = new Uint8Array(size);
  let at = 0;
  for await (const piece of outcome.bytes()) {
    clean.set(piece, at);
    at += piece.length;
  }
  return { bytes: clean, removed, stays };
}

/** A picture turned upright and encoded anew, from as much as can be read. */
async function encodedAnew(
  bytes: Uint8Array,
  { extension }: FileKind,
): Promise<Uint8Array | 'tooManyPixels' | 'broken'> {
  const animated = extension === 'webp' || extension === 'gif';
  try {
    // Reads only the header; an animation's height is that of all its frames together.
    const { width, height } = await sharp(bytes, { limitInputPixels: false, animated, failOn: 'none' }).metadata();
    if (width * height > MAX_PIXELS) return 'tooManyPixels';
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, animated, failOn: 'none' }).autoOrient();
    if (extension === 'jpg') return await image.jpeg({ quality: 90 }).toBuffer();
    if (extension === 'gif') return await image.gif().toBuffer();
    return extension === 'png' ? await image.png().toBuffer() : await image.webp({ quality: 90 }).toBuffer();
  } catch {
    return 'broken';
  }
}
