import { concat } from '../bytes';
import { orientationOnly, readExif, tellsAbout } from './exif';
import { type Edit, type Piece, type Stripped, stripped } from './pieces';
import {
  type ByteSource,
  broken,
  bytesOf,
  isZero,
  latin1,
  type Range,
  type Removed,
  StripError,
  u16,
  windowed,
} from './source';

/** A segment from its FF to the end of its payload; marker 0 is the coded data after a scan header. */
type Segment = Range & { marker: number };
const SCAN = 0xda;
const END = 0xd9;
const MOST_SEGMENTS = 20_000;

/** ITU-T T.81 annex B, up to the first EOI. `file` must be windowed; anything out of form is `broken`. */
async function* segments(file: ByteSource): AsyncGenerator<Segment> {
  if (u16(await file.slice(0, 2), 0) !== 0xffd8) broken('no SOI');
  let at = 2;
  for (let count = 0; count < MOST_SEGMENTS; count += 1) {
    const [ff, marker = 0] = await file.slice(at, at + 2);
    if (ff !== 0xff || marker === 0 || marker === 0xd8) broken('no marker');
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) return yield { marker, from: at, to: at + 2 };
    const bare = marker === 1 || (marker >= 0xd0 && marker <= 0xd7);
    const length = bare ? 0 : u16(await file.slice(at + 2, at + 4), 0);
    if (!bare && length < 2) broken('segment length');
    const to = at + 2 + length;
    if (to > file.size) broken('segment cut short');
    yield { marker, from: at, to };
    at = to;
    if (marker === SCAN) {
      at = await endOfScan(file, at);
      yield { marker: 0, from: to, to: at };
    }
  }
  broken('too many segments');
}

/** Coded data runs to the next marker that is neither a stuffed FF nor a restart. */
async function endOfScan(file: ByteSource, from: number): Promise<number> {
  const step = 32 * 1024;
  for (let at = from; at + 1 < file.size; at += step - 1) {
    const bytes = await file.slice(at, Math.min(file.size, at + step));
    for (let ff = bytes.indexOf(0xff); ff >= 0 && ff + 1 < bytes.length; ff = bytes.indexOf(0xff, ff + 1)) {
      const next = bytes[ff + 1] ?? 0;
      if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at + ff;
    }
  }
  return broken('no end of scan');
}

/** Frames, tables, scans and what decoders need of them. */
const isCoding = (marker: number): boolean => marker === 0 || marker === 1 || (marker >= 0xc0 && marker <= 0xdf);

/** What becomes of an application or comment segment: null drops it, otherwise the payload that stays. */
function payloadKept(marker: number, payload: Uint8Array): Uint8Array | null {
  const begins = (word: string) => latin1(payload.subarray(0, word.length)) === word;
  // JFIF may carry a thumbnail of the picture as it was before cropping.
  if (marker === 0xe0 && begins('JFIF\0') && payload.length >= 14) {
    return payload.length === 14 ? payload : concat(payload.subarray(0, 12), new Uint8Array(2));
  }
  if (marker === 0xe2 && begins('ICC_PROFILE\0')) return payload;
  if (marker === 0xee && begins('Adobe') && payload.length >= 12) return payload.subarray(0, 12);
  return null;
}

const isExif = (marker: number, payload: Uint8Array): boolean =>
  marker === 0xe1 && latin1(payload.subarray(0, 6)) === 'Exif\0\0';

/**
 * Without Exif, XMP, IPTC, comments, previews and whatever follows the picture (second pictures, motion photos);
 * orientation, colour profile and the coded data stay as they are.
 */
export async function stripJpeg(source: ByteSource): Promise<Stripped> {
  const file = windowed(source);
  const parts: Piece[] = [{ from: 0, to: 2 }];
  const found = new Set<Removed>();
  let turned = false;
  for await (const segment of segments(file)) {
    const { marker, from, to } = segment;
    if (isCoding(marker)) {
      parts.push({ from, to });
      if (marker === END && to < source.size) found.add('other');
      continue;
    }
    const payload = await file.slice(from + 4, to);
    const kept = payloadKept(marker, payload);
    if (kept) {
      if (kept.length === payload.length) parts.push({ from, to });
      else parts.push({ bytes: segmentOf(marker, kept) });
      if (kept.length < payload.length) found.add('other');
      continue;
    }
    const exif = isExif(marker, payload) ? readExif(payload.subarray(6)) : null;
    if (exif && exif.orientation > 1 && !turned) {
      turned = true;
      parts.push({ bytes: segmentOf(0xe1, concat(bytesOf('Exif\0\0'), orientationOnly(exif.orientation))) });
    }
    for (const one of exif?.told ?? tellsAbout(payload)) found.add(one);
  }
  return stripped(parts, found);
}

const segmentOf = (marker: number, payload: Uint8Array): Uint8Array =>
  concat(new Uint8Array([0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 255]), payload);

/**
 * The same for a JPEG inside another file, where nothing may move: metadata is overwritten with zeros. Of one that is out
 * of form (documents hold such) as much as can be read; what remains shows when the file is read back.
 */
export async function jpegEdits(source: ByteSource): Promise<{ edits: Edit[]; found: Set<Removed> }> {
  const edits: Edit[] = [];
  const found = new Set<Removed>();
  try {
    await overwrite(windowed(source), edits, found);
  } catch (error) {
    if (!(error instanceof StripError)) throw error;
  }
  return { edits, found };
}

async function overwrite(file: ByteSource, edits: Edit[], found: Set<Removed>): Promise<void> {
  let end = 0;
  for await (const { marker, from, to } of segments(file)) {
    end = to;
    if (isCoding(marker)) continue;
    const payload = await file.slice(from + 4, to);
    const kept = payloadKept(marker, payload)?.length ?? 0;
    if (isZero(payload.subarray(kept))) continue;
    edits.push({ from: from + 4 + kept, to });
    for (const one of isExif(marker, payload) ? readExif(payload.subarray(6)).told : tellsAbout(payload))
      found.add(one);
  }
  for (let at = end; at < file.size; at += 32_768) {
    const rest = { from: at, to: Math.min(file.size, at + 32_768) };
    if ((await file.slice(rest.from, rest.to)).every((byte) => byte === 0 || byte === 10 || byte === 13)) continue;
    edits.push(rest);
    found.add('other');
  }
}
