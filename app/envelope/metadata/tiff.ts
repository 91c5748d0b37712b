import { tellsAbout } from './exif';
import { cleanIccProfile } from './icc';
import { type Edit, inPlace, type Stripped } from './pieces';
import { type ByteSource, broken, latin1, type Range, type Removed, u16, windowed } from './source';

/**
 * Tags that make up the picture (TIFF 6.0, and its extensions for colour spaces, tiles and JPEG); all others are
 * removed: Exif, GPS, XMP, IPTC, Photoshop's, names, dates, software, private ones.
 */
const PICTURE = new Set([
  254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 290, 291,
  292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 332, 334, 336, 338, 339, 340, 341, 342, 347,
  512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532,
]);
const PROFILE = 34675;
const SUB_DIRECTORIES = 330;
/** Number of bytes of one value by its type, TIFF 6.0 section 2. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];
const MAX_ENTRIES = 4096;
const MAX_DIRECTORIES = 10_000;

type Work = { file: ByteSource; little: boolean; edits: Edit[]; found: Set<Removed>; seen: Set<number> };
type Entry = { tag: number; bytes: Uint8Array; values: Range };

/**
 * A TIFF in which nothing moves: what is no part of the picture is removed from its directories, and its place becomes
 * zeros.
 */
export async function stripTiff(source: ByteSource): Promise<Stripped> {
  const file = windowed(source);
  const head = await file.slice(0, 8);
  const little = latin1(head.subarray(0, 2)) === 'II';
  const work: Work = { file, little, edits: [], found: new Set(), seen: new Set() };
  if (number(work, head, 2, 2) !== 42) broken('no TIFF');
  const waiting = [number(work, head, 4, 4)];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    if (at === 0 || work.seen.has(at)) continue;
    if (work.seen.size > MAX_DIRECTORIES) broken('too many directories');
    work.seen.add(at);
    waiting.push(...(await cleanDirectory(work, at)));
  }
  if (work.seen.size === 0) broken('no directory');
  return inPlace(work.edits, file.size, work.found);
}

/** Cleans one directory; returns the positions of those that it names. */
async function cleanDirectory(work: Work, at: number): Promise<number[]> {
  const count = number(work, await work.file.slice(at, at + 2), 0, 2);
  if (count === 0 || count > MAX_ENTRIES) broken('directory');
  const to = at + 2 + count * 12 + 4;
  const bytes = await work.file.slice(at, to);
  const next = number(work, bytes, bytes.length - 4, 4);
  const entries = Array.from({ length: count }, (_, index) => entryAt(work, bytes, at, 2 + index * 12));
  const kept = entries.filter(({ tag }) => PICTURE.has(tag) || tag === PROFILE || tag === SUB_DIRECTORIES);
  for (const entry of entries) if (!kept.includes(entry)) await drop(work, entry);
  if (kept.length < entries.length)
    work.edits.push({ from: at, to, bytes: directoryOf(work, kept, bytes.slice(-4), bytes.length) });
  const below: number[] = [];
  for (const entry of kept) {
    if (entry.tag === PROFILE) await cleanProfile(work, entry);
    if (entry.tag === SUB_DIRECTORIES) below.push(...(await placesIn(work, entry)));
  }
  return [next, ...below];
}

function entryAt(work: Work, bytes: Uint8Array, base: number, at: number): Entry {
  const size = (SIZES[number(work, bytes, at + 2, 2)] ?? 0) * number(work, bytes, at + 4, 4);
  const from = size > 4 ? number(work, bytes, at + 8, 4) : base + at + 8;
  if (from + size > work.file.size) broken('value elsewhere');
  return { tag: number(work, bytes, at, 2), bytes: bytes.slice(at, at + 12), values: { from, to: from + size } };
}

/** The kept entries, then the position of the next directory, then zeros: as long as before. */
function directoryOf(work: Work, kept: readonly Entry[], next: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint16(0, kept.length, work.little);
  kept.forEach((entry, index) => {
    bytes.set(entry.bytes, 2 + index * 12);
  });
  bytes.set(next, 2 + kept.length * 12);
  return bytes;
}

/**
 * Private tags may point to directories of their own (Exif, GPS); nothing refers to those any more, and they are
 * removed with their values.
 */
async function drop(work: Work, { tag, bytes, values }: Entry): Promise<void> {
  if (tag === 34665 || tag === 34853 || tag === 40965) return dropDirectory(work, number(work, bytes, 8, 4), 0);
  if (values.to - values.from > 4) work.edits.push(values);
  const told = {
    306: 'time',
    271: 'device',
    272: 'device',
    305: 'device',
    316: 'device',
    315: 'author',
    33432: 'author',
  };
  const known = (told as Record<number, Removed | undefined>)[tag];
  const content = await work.file.slice(values.from, Math.min(values.to, values.from + 65_536));
  for (const one of known ? [known] : tellsAbout(content)) work.found.add(one);
}

async function dropDirectory(work: Work, at: number, depth: number): Promise<void> {
  if (at === 0 || at + 2 > work.file.size || work.seen.has(at) || depth > 3) return;
  work.seen.add(at);
  const count = number(work, await work.file.slice(at, at + 2), 0, 2);
  const to = at + 2 + count * 12 + 4;
  if (count > MAX_ENTRIES || to > work.file.size) return;
  const bytes = (await work.file.slice(at, to)).slice();
  for (let index = 0; index < count; index += 1) {
    const entry = entryAt(work, bytes, at, 2 + index * 12);
    if (entry.tag === 34853 || entry.tag === 40965)
      await dropDirectory(work, number(work, entry.bytes, 8, 4), depth + 1);
    else await drop(work, entry);
  }
  work.edits.push({ from: at, to });
  work.found.add(depth === 0 ? 'device' : 'other');
}

async function cleanProfile(work: Work, { values }: Entry): Promise<void> {
  const before = await work.file.slice(values.from, values.to);
  const after = cleanIccProfile(before);
  if (after?.every((byte, at) => byte === before[at])) return;
  work.edits.push({ ...values, ...(after && { bytes: after }) });
  work.found.add('other');
}

async function placesIn(work: Work, { values }: Entry): Promise<number[]> {
  const bytes = await work.file.slice(values.from, values.to);
  return Array.from({ length: Math.min(64, bytes.length >> 2) }, (_, index) => number(work, bytes, index * 4, 4));
}

function number({ little }: Pick<Work, 'little'>, bytes: Uint8Array, at: number, width: 2 | 4): number {
  if (!little) return width === 2 ? u16(bytes, at) : u16(bytes, at) * 65_536 + u16(bytes, at + 2);
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  return width === 2 ? low : low + ((bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8)) * 65_536;
}
