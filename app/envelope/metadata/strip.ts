import type { FileKind } from '~/domain/report/file-kind';
import { stripGif } from './gif';
import { stripIsoMedia } from './iso-media';
import { stripJpeg } from './jpeg';
import { stripPdf } from './pdf';
import { type Stripped, strippedSource } from './pieces';
import { stripPng } from './png';
import { residueOf } from './residue';
import { type ByteSource, StripError, type StripProblem, uncleanable } from './source';
import { stripTiff } from './tiff';
import { stripWebp } from './webp';

const STRIPPERS: Readonly<Record<string, (source: ByteSource) => Promise<Stripped>>> = {
  jpg: stripJpeg,
  png: stripPng,
  webp: stripWebp,
  gif: stripGif,
  tif: stripTiff,
  pdf: stripPdf,
  heic: stripIsoMedia,
  avif: stripIsoMedia,
  mp4: stripIsoMedia,
  mov: stripIsoMedia,
  m4a: stripIsoMedia,
  '3gp': stripIsoMedia,
};

/**
 * Whether `stripMetadata` knows the kind, by its extension, so that a kind from another script or a manifest counts
 * too.
 */
export const isStrippable = ({ extension }: FileKind): boolean => Object.hasOwn(STRIPPERS, extension);

/**
 * The file without place, time, device and author, as pieces of it; holds little of it in memory. `kind` is as
 * `domain/report/file-kind.ts` judged it. Throws StripError (an EnvelopeError `damaged`) for malformed files and for
 * what it cannot clean.
 */
export async function stripMetadata(source: ByteSource, kind: FileKind): Promise<Stripped> {
  const strip = STRIPPERS[kind.extension] ?? uncleanable('kind');
  return strip(source);
}

/**
 * `stripMetadata`, checked by other code that reads the result back; returns a problem when the file is malformed or
 * anything remains.
 */
export async function checkedStrip(
  source: ByteSource,
  kind: FileKind,
): Promise<{ stripped: Stripped } | { problem: StripProblem }> {
  try {
    const stripped = await stripMetadata(source, kind);
    const left = await residueOf(strippedSource(source, stripped), kind);
    return left.length > 0 ? { problem: 'uncleanable' } : { stripped };
  } catch (error) {
    // Only what is the file's own fault becomes a problem; a disk that cannot be read stays an error.
    if (error instanceof StripError) return { problem: error.problem };
    if (error instanceof RangeError) return { problem: 'broken' };
    throw error;
  }
}
