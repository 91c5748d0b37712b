import { concat } from '../bytes';
import { orientationOnly, readExif, tellsAbout } from './exif';
import { deflate, inflate } from './flate';
import { cleanIccProfile, sameProfile } from './icc';
import { type Piece, type Stripped, stripped } from './pieces';
import { type ByteSource, broken, bytesOf, latin1, type Removed, u32, windowed } from './source';

/**
 * Chunks that make up the picture (PNG third edition, APNG), with the most bytes that each may hold; any other chunk is
 * removed. A suggested palette (sPLT) is removed too: it has a name, and pictures look the same without it.
 */
const KEPT: ReadonlyMap<string, number> = new Map(
  Object.entries({
    IHDR: 13,
    PLTE: 768,
    IDAT: Number.POSITIVE_INFINITY,
    IEND: 0,
    tRNS: 256,
    cHRM: 32,
    gAMA: 4,
    sBIT: 4,
    sRGB: 1,
    cICP: 4,
    mDCV: 24,
    cLLI: 8,
    bKGD: 6,
    hIST: 512,
    pHYs: 9,
    acTL: 8,
    fcTL: 26,
    fdAT: Number.POSITIVE_INFINITY,
  }),
);
const MAX_CHUNKS = 200_000;
const MAX_TEXT = 64 * 1024;

/** A PNG without texts, Exif, times, unknown chunks and whatever follows the picture; orientation stays. */
export async function stripPng(source: ByteSource): Promise<Stripped> {
  const file = windowed(source);
  if (latin1((await file.slice(0, 8)).subarray(1, 4)) !== 'PNG') broken('no signature');
  const parts: Piece[] = [{ from: 0, to: 8 }];
  const found = new Set<Removed>();
  let at = 8;
  for (let count = 0; count < MAX_CHUNKS; count += 1) {
    const head = await file.slice(at, at + 8);
    const type = latin1(head.subarray(4, 8));
    const body = at + 8;
    const to = body + u32(head, 0) + 4;
    if (to > source.size || !/^[A-Za-z]{4}$/.test(type)) broken('chunk');
    const most = KEPT.get(type);
    if (most !== undefined) {
      // A chunk longer than its kind allows, or with a wrong checksum, may have swallowed another one with all that it
      // tells.
      if (to - 4 - body > most || (await sumOf(file, at + 4, to - 4)) !== u32(await file.slice(to - 4, to), 0)) {
        broken('chunk');
      }
      parts.push({ from: at, to });
    } else if (type === 'iCCP') {
      const profile = await cleanProfile(await file.slice(body, to - 4));
      if (profile === 'same') parts.push({ from: at, to });
      else found.add('other');
      if (profile instanceof Uint8Array) parts.push({ bytes: chunkOf('iCCP', profile) });
    } else {
      if (/^[A-Z]/.test(type)) broken('unknown critical chunk');
      const content = await file.slice(body, Math.min(to - 4, body + MAX_TEXT));
      const exif = type === 'eXIf' ? readExif(content) : null;
      if (exif && exif.orientation > 1) parts.push({ bytes: chunkOf('eXIf', orientationOnly(exif.orientation)) });
      for (const one of exif?.told ?? (type === 'tIME' ? ['time' as const] : tellsAbout(content))) found.add(one);
    }
    at = to;
    if (type === 'IEND') {
      if (at < source.size) found.add('other');
      return stripped(parts, found);
    }
  }
  return broken('too many chunks');
}

const PROFILE_NAME = 'ICC';
const MAX_PROFILE = 8 * 1024 * 1024;

/**
 * Content of an iCCP chunk (name, method, zlib data) with a profile that tells nothing; null when it holds no valid
 * one.
 */
async function cleanProfile(content: Uint8Array): Promise<Uint8Array | 'same' | null> {
  const end = content.indexOf(0);
  const before = end > 0 && end < 80 ? await inflate(content.subarray(end + 2), MAX_PROFILE) : null;
  const after = before && cleanIccProfile(before);
  if (!before || !after) return null;
  if (latin1(content.subarray(0, end)) === PROFILE_NAME && sameProfile(before, after)) return 'same';
  return concat(bytesOf(`${PROFILE_NAME}\0\0`), await deflate(after));
}

function chunkOf(type: string, content: Uint8Array): Uint8Array {
  const chunk = concat(new Uint8Array(4), bytesOf(type), content, new Uint8Array(4));
  const view = new DataView(chunk.buffer);
  view.setUint32(0, content.length);
  view.setUint32(chunk.length - 4, ~addToSum(~0, chunk.subarray(4, -4)) >>> 0);
  return chunk;
}

const PIECE_BYTES = 256 * 1024;

/** The checksum (CRC) of a chunk's type and content, which stand between these two positions in the file. */
async function sumOf(file: ByteSource, from: number, to: number): Promise<number> {
  let crc = ~0;
  for (let at = from; at < to; at += PIECE_BYTES) {
    crc = addToSum(crc, await file.slice(at, Math.min(to, at + PIECE_BYTES)));
  }
  return ~crc >>> 0;
}

/** CRC table of ISO 3309: the remainder of each byte. */
const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

function addToSum(before: number, bytes: Uint8Array): number {
  let crc = before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (REMAINDERS[(crc ^ byte) & 0xff] ?? 0);
  return crc;
}
