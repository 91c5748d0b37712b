import { concat } from '../bytes';
import { orientationOnly, readExif, tellsAbout } from './exif';
import { isCodingShape, isFrame } from './jpeg-coding';
import { cleanIccPayloads, isIccPayload } from './jpeg-icc';
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

/** A segment from its FF byte to the end of its payload; marker 0 stands for the coded data after a scan header. */
type Segment = Range & { marker: number };
const SCAN = 0xda;
const END = 0xd9;
/** Bytes between two segments, which some cameras leave and every decoder skips. */
const STRAY = -1;
const MAX_SEGMENTS = 20_000;

/**
 * Segments by ITU-T T.81 annex B, up to the first EOI, read as forgivingly as decoders do: bytes between segments are
 * skipped, and a picture that was cut off after its first scan began ends with the file. `file` must be windowed. What
 * no decoder would show is `broken`.
 */
async function* segments(file: ByteSource): AsyncGenerator<Segment> {
  if (u16(await file.slice(0, 2), 0) !== 0xffd8) broken('no SOI');
  let at = 2;
  let scanned = false;
  let framed = false;
  for (let count = 0; count < MAX_SEGMENTS; count += 1) {
    const from = await nextMarker(file, at, (code) => code !== 0 && code !== 0xff);
    if (from > at) yield { marker: STRAY, from: at, to: from };
    const [, marker = 0] = await file.slice(from, Math.min(file.size, from + 2));
    if (marker === 0xd8) broken('second picture');
    const bare = marker === END || marker === 1 || (marker >= 0xd0 && marker <= 0xd7);
    const length = bare || from + 4 > file.size ? 0 : u16(await file.slice(from + 2, from + 4), 0);
    const to = from + 2 + length;
    if (marker === 0 || to > file.size || (!bare && length < 2)) return scanned ? undefined : broken('no picture');
    if (isCoding(marker) && !bare) {
      if (!isCodingShape(marker, await file.slice(from + 4, to))) broken('no table');
      if (framed && isFrame(marker)) broken('second frame');
      framed ||= isFrame(marker);
    }
    yield { marker, from, to };
    if (marker === END) return;
    at = to;
    if (marker === SCAN) {
      scanned = true;
      // Coded data runs to the next marker that is neither a stuffed FF nor a restart marker.
      at = await nextMarker(file, to, (code) => code !== 0 && code !== 0xff && !(code >= 0xd0 && code <= 0xd7));
      yield { marker: 0, from: to, to: at };
    }
  }
  broken('too many segments');
}

/** Position of the next FF that is followed by one of these codes; the file's end when there is none. */
async function nextMarker(file: ByteSource, from: number, wanted: (code: number) => boolean): Promise<number> {
  const step = 32 * 1024;
  for (let at = from; at + 1 < file.size; at += step - 1) {
    const bytes = await file.slice(at, Math.min(file.size, at + step));
    for (let ff = bytes.indexOf(0xff); ff >= 0 && ff + 1 < bytes.length; ff = bytes.indexOf(0xff, ff + 1)) {
      if (wanted(bytes[ff + 1] ?? 0)) return at + ff;
    }
  }
  return file.size;
}

/** Fill bytes before a marker (FF) and zeros tell nothing. */
const isFill = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0xff || byte === 0);

/** Frames, tables, scans and what decoders need of them. */
const isCoding = (marker: number): boolean => marker === 0 || marker === 1 || (marker >= 0xc0 && marker <= 0xdf);

/** What happens to an application or comment segment: null drops it, otherwise it is the payload that stays. */
function payloadKept(marker: number, payload: Uint8Array): Uint8Array | null {
  const begins = (word: string) => latin1(payload.subarray(0, word.length)) === word;
  // JFIF may carry a thumbnail of the picture as it was before cropping.
  if (marker === 0xe0 && begins('JFIF\0') && payload.length >= 14) {
    return payload.length === 14 ? payload : concat(payload.subarray(0, 12), new Uint8Array(2));
  }
  if (marker === 0xee && begins('Adobe') && payload.length >= 12) return payload.subarray(0, 12);
  return null;
}

const isExif = (marker: number, payload: Uint8Array): boolean =>
  marker === 0xe1 && latin1(payload.subarray(0, 6)) === 'Exif\0\0';

type IccSegment = { part: number; from: number; payload: Uint8Array };

/**
 * A JPEG without Exif, XMP, IPTC, comments, previews, stray bytes and whatever follows the picture (second pictures,
 * motion photos); orientation, colours and the coded data stay as they are. A picture that was cut off gets an end
 * marker.
 */
export async function stripJpeg(source: ByteSource): Promise<Stripped> {
  const file = windowed(source);
  const parts: Piece[] = [{ from: 0, to: 2 }];
  const found = new Set<Removed>();
  const profile: IccSegment[] = [];
  let turned = false;
  let ended = false;
  for await (const segment of segments(file)) {
    const { marker, from, to } = segment;
    if (isCoding(marker)) {
      parts.push({ from, to });
      ended = marker === END;
      if (ended && to < source.size) found.add('other');
      continue;
    }
    if (marker === STRAY) {
      if (!isFill(await file.slice(from, Math.min(to, from + 65_536)))) found.add('other');
      continue;
    }
    const payload = await file.slice(from + 4, to);
    if (isIccPayload(marker, payload)) {
      profile.push({ part: parts.length, from, payload: payload.slice() });
      parts.push({ from, to });
      continue;
    }
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
  if (!ended) parts.push({ bytes: new Uint8Array([0xff, END]) });
  replaceProfile(parts, profile, found);
  return stripped(parts, found);
}

/** The colour profile without what it tells; a malformed one is removed as a whole. */
function replaceProfile(parts: Piece[], profile: readonly IccSegment[], found: Set<Removed>): void {
  const cleaned = cleanIccPayloads(profile.map(({ payload }) => payload));
  if (cleaned === 'same') return;
  found.add('other');
  profile.forEach(({ part }, index) => {
    const payload = cleaned?.[index];
    parts[part] = { bytes: payload ? segmentOf(0xe2, payload) : new Uint8Array(0) };
  });
}

const segmentOf = (marker: number, payload: Uint8Array): Uint8Array =>
  concat(new Uint8Array([0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 255]), payload);

/**
 * The same for a JPEG inside another file, where nothing may move: metadata is overwritten with zeros. In a malformed
 * one (documents hold such) this is done as far as it can be read; whatever remains is found when the file is read
 * back.
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
  const profile: IccSegment[] = [];
  for await (const { marker, from, to } of segments(file)) {
    end = to;
    if (isCoding(marker)) continue;
    if (marker === STRAY) {
      const bytes = await file.slice(from, to);
      if (isFill(bytes)) continue;
      edits.push({ from, to });
      found.add('other');
      continue;
    }
    const payload = await file.slice(from + 4, to);
    if (isIccPayload(marker, payload)) {
      profile.push({ part: 0, from, payload: payload.slice() });
      continue;
    }
    const kept = payloadKept(marker, payload)?.length ?? 0;
    if (isZero(payload.subarray(kept))) continue;
    edits.push({ from: from + 4 + kept, to });
    for (const one of isExif(marker, payload) ? readExif(payload.subarray(6)).told : tellsAbout(payload))
      found.add(one);
  }
  overwriteProfile(edits, profile, found);
  for (let at = end; at < file.size; at += 32_768) {
    const rest = { from: at, to: Math.min(file.size, at + 32_768) };
    if ((await file.slice(rest.from, rest.to)).every((byte) => byte === 0 || byte === 10 || byte === 13)) continue;
    edits.push(rest);
    found.add('other');
  }
}

function overwriteProfile(edits: Edit[], profile: readonly IccSegment[], found: Set<Removed>): void {
  const cleaned = cleanIccPayloads(profile.map(({ payload }) => payload));
  if (cleaned === 'same') return;
  found.add('other');
  profile.forEach(({ from, payload }, index) => {
    const bytes = cleaned?.[index];
    edits.push({ from: from + 4, to: from + 4 + payload.length, ...(bytes && { bytes }) });
  });
}
