import { concat } from '../bytes';
import { orientationOnly, readExif, tellsAbout } from './exif';
import { cleanIccProfile, sameProfile } from './icc';
import { lengthOf, type Piece, type Stripped, stripped } from './pieces';
import { type ByteSource, broken, bytesOf, latin1, type Range, type Removed, windowed } from './source';

const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF']);
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;
const MAX_CHUNKS = 100_000;
/** Length of the head of an ANMF chunk, before the frame's own chunks. */
const FRAME_HEADER = 16;

type Chunk = Range & { type: string; body: number };
type Work = { file: ByteSource; found: Set<Removed>; orientation: number };

/** RFC 9649; sizes are little-endian and bodies padded to even length. */
async function* chunks(file: ByteSource, from: number, to: number): AsyncGenerator<Chunk> {
  let at = from;
  for (let count = 0; at < to; count += 1) {
    const head = await file.slice(at, at + 8);
    const size = new DataView(head.buffer, head.byteOffset + 4, 4).getUint32(0, true);
    const end = at + 8 + size + (size & 1);
    // Decoders also read a last chunk of odd length whose padding was forgotten.
    if (at + 8 + size > to || count > MAX_CHUNKS) broken('chunk');
    yield { type: latin1(head.subarray(0, 4)), from: at, body: at + 8, to: Math.min(end, to) };
    at = end;
  }
}

/** A WebP without Exif, XMP, unknown chunks (in frames too) and whatever follows the picture; orientation stays. */
export async function stripWebp(source: ByteSource): Promise<Stripped> {
  const file = windowed(source);
  const head = await file.slice(0, 12);
  const end = 8 + new DataView(head.buffer, head.byteOffset + 4, 4).getUint32(0, true);
  if (latin1(head).replace(/^(.{4}).{4}/s, '$1') !== 'RIFFWEBP' || end > source.size) broken('no WebP');
  const work: Work = { file, found: new Set(), orientation: 1 };
  const parts: Piece[] = [];
  let extended = -1;
  for await (const chunk of chunks(file, 12, end)) {
    if (chunk.type === 'VP8X') extended = parts.length;
    if (chunk.type === 'ANMF') parts.push(...(await frame(work, chunk)));
    else if (chunk.type === 'ICCP') parts.push(await profile(work, chunk));
    else if (KEPT.has(chunk.type)) parts.push({ from: chunk.from, to: chunk.to });
    else await drop(work, chunk);
  }
  if (end < source.size) work.found.add('other');
  const first = parts[extended];
  if (first && !('bytes' in first)) {
    const header = (await file.slice(first.from, first.to)).slice();
    const turned = work.orientation > 1;
    header[8] = ((header[8] ?? 0) & ~(EXIF_FLAG | XMP_FLAG)) | (turned ? EXIF_FLAG : 0);
    parts[extended] = { bytes: header };
    if (turned) parts.push({ bytes: chunkOf('EXIF', orientationOnly(work.orientation)) });
  }
  const size = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  return stripped([{ bytes: concat(bytesOf('RIFF'), little(size + 4), bytesOf('WEBP')) }, ...parts], work.found);
}

/**
 * The colour profile without what it tells, as long as before, because the header has already said that there is one.
 */
async function profile({ file, found }: Work, { from, body, to }: Chunk): Promise<Piece> {
  const head = await file.slice(from, from + 8);
  const size = new DataView(head.buffer, head.byteOffset + 4, 4).getUint32(0, true);
  const before = (await file.slice(body, body + size)).slice();
  const after = cleanIccProfile(before) ?? broken('colour profile');
  if (sameProfile(before, after)) return { from, to };
  found.add('other');
  return { bytes: chunkOf('ICCP', after) };
}

async function drop(work: Work, { type, body, to }: Chunk): Promise<void> {
  const content = await work.file.slice(body, Math.min(to, body + 65_536));
  const tiff = latin1(content.subarray(0, 6)) === 'Exif\0\0' ? content.subarray(6) : content;
  const exif = type === 'EXIF' ? readExif(tiff) : null;
  if (exif && exif.orientation > 1) work.orientation = exif.orientation;
  for (const one of exif?.told ?? tellsAbout(content)) work.found.add(one);
}

async function frame(work: Work, { from, body, to }: Chunk): Promise<Piece[]> {
  if (to - body < FRAME_HEADER) broken('frame');
  const parts: Piece[] = [{ from: body, to: body + FRAME_HEADER }];
  let whole = true;
  for await (const chunk of chunks(work.file, body + FRAME_HEADER, to)) {
    if (/^(?:ALPH|VP8[ L])$/.test(chunk.type)) parts.push({ from: chunk.from, to: chunk.to });
    else {
      whole = false;
      await drop(work, chunk);
    }
  }
  if (whole) return [{ from, to }];
  const size = parts.reduce((sum, part) => sum + lengthOf(part), 0);
  return [{ bytes: concat(bytesOf('ANMF'), little(size)) }, ...parts];
}

const little = (size: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, size, true);
  return bytes;
};
const chunkOf = (type: string, content: Uint8Array): Uint8Array =>
  concat(bytesOf(type), little(content.length), content, new Uint8Array(content.length & 1));
