import { prepareFile, UploadError } from '~/browser/report/chosen-file';
import type { EvidenceFile } from '~/contract/sealed/hazard';
import { LARGEST_EVIDENCE, sealHazardFile } from '~/contract/sealed/hazard-file';
import { concat, toBase64 } from '~/envelope/bytes';

export type EvidenceProblem = 'fileKind' | 'fileTooLarge';
/** A file as it is posted, and what the entry says of it. */
export type SealedEvidence = { posted: string; file: EvidenceFile };

const JPEG = { mediaType: 'image/jpeg', extension: 'jpg' };
const PDF = { mediaType: 'application/pdf', extension: 'pdf' };

/** Seals a photo or a PDF as evidence, without what tells of device and place. */
export async function sealEvidence(chosen: File): Promise<SealedEvidence | { problem: EvidenceProblem }> {
  const read = chosen.type.startsWith('image/') ? await photo(chosen) : await pdf(chosen);
  if ('problem' in read) return read;
  const id = crypto.randomUUID();
  const { sealed, identity } = await sealHazardFile(id, read.bytes);
  const { mediaType, extension } = read;
  return { posted: JSON.stringify({ id, bytes: toBase64(sealed) }), file: { id, identity, mediaType, extension } };
}

type Read = { bytes: Uint8Array; mediaType: string; extension: string } | { problem: EvidenceProblem };

/** Longest side in pixels, tried one after the other until the picture is small enough. */
const SIDES = [1600, 1200, 800];

/** A photo drawn anew, so that nothing but the picture stays of the file. */
async function photo(chosen: Blob): Promise<Read> {
  const bitmap = await createImageBitmap(chosen).catch(() => null);
  if (bitmap === null) return { problem: 'fileKind' };
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const drawn = await canvas.convertToBlob({ type: JPEG.mediaType, quality: 0.8 });
    if (drawn.size <= LARGEST_EVIDENCE) return { ...JPEG, bytes: new Uint8Array(await drawn.arrayBuffer()) };
  }
  return { problem: 'fileTooLarge' };
}

async function pdf(chosen: Blob): Promise<Read> {
  if (chosen.size > 4 * LARGEST_EVIDENCE) return { problem: 'fileTooLarge' };
  try {
    const { kind, bytes } = await prepareFile(chosen, false);
    if (kind.extension !== PDF.extension) return { problem: 'fileKind' };
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes()) pieces.push(piece);
    const whole = concat(...pieces);
    return whole.length > LARGEST_EVIDENCE ? { problem: 'fileTooLarge' } : { ...PDF, bytes: whole };
  } catch (error) {
    if (!(error instanceof UploadError)) throw error;
    return { problem: 'fileKind' };
  }
}
