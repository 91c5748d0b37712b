import type { FileKind } from '~/domain/report/file-kind';
import { inflate } from './flate';
import { type ByteSource, bytesOf, latin1, type Removed } from './source';

const STEP = 1024 * 1024;
const OVERLAP = 256;
/** Our own Exif has one entry, the orientation. */
const UPRIGHT = 'MM\\0\\*\\0{3}\\x08\\0\\x01\\x01\\x12\\0\\x03\\0{3}\\x01\\0[\\x01-\\x08]\\0{6}';

/** Signatures of metadata, long enough that no picture's coded data contains them by chance. */
const SIGNS: readonly [Removed, RegExp][] = [
  ['other', new RegExp(`(?!${UPRIGHT})(?:MM\\0\\*\\0{3}\\x08|II\\*\\0\\x08\\0{3})`)],
  [
    'other',
    /<\0?x\0?:\0?x\0?m\0?p\0?m\0?e\0?t\0?a|<rdf:RDF|ns\.adobe\.com\/(?:xap|exif|photoshop)|XML:com\.adobe\.xmp/,
  ],
  ['author', /Photoshop 3\.0\0\x38BIM/],
  ['place', /freeGPS |GPSL(?:at|ong)itude|GPSCoordinates|com\.apple\.quicktime\.location|\xa9xyz/],
  ['device', /com\.(?:apple\.quicktime|android)\.[a-z]{4}/],
  ['time', /[12]\d{3}:[01]\d:[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d/],
];
/** Sought only where text is not compressed: in a PDF's own syntax. */
const PDF_SIGNS: readonly [Removed, RegExp][] = [
  ['time', /\(D:[12]\d{3}|<443[aA]3\d3\d3\d3\d|\/(?:CreationDate|ModDate)[\0\s]*[(<]/],
  ['author', /\/Author[\0\s]*[(<]/],
  ['device', /\/(?:Producer|Creator)[\0\s]*[(<]/],
];

/**
 * What metadata a file still shows, read in another way than it was removed: signatures are sought in every byte, and
 * containers are walked without nesting. Files that this reader cannot follow count as holding `other`.
 */
export async function residueOf(source: ByteSource, kind: FileKind): Promise<Removed[]> {
  const found = new Set<Removed>();
  const signs = kind.extension === 'pdf' ? [...SIGNS, ...PDF_SIGNS] : SIGNS;
  const budget = { left: 256 * STEP };
  const thorough = kind.extension === 'pdf' || source.size <= 16 * STEP;
  for await (const { bytes, at } of chunksOf(source)) {
    if (!thorough && !mayHoldSign(bytes)) continue;
    const text = latin1(bytes);
    for (const [one, sign] of signs) if (!found.has(one) && sign.test(text)) found.add(one);
    if (kind.extension === 'pdf') await readPacked(source, { text, at }, budget, found);
  }
  const reader = READERS[kind.extension];
  if (reader) await reader(source, found);
  return [...found];
}

/** Browsers' latin1 is windows-1252, which differs only from 0x80 to 0x9f; the signatures use none of these. */
async function* chunksOf(source: ByteSource): AsyncGenerator<{ bytes: Uint8Array; at: number }> {
  for (let at = 0; at < source.size; at += STEP - OVERLAP) {
    yield { bytes: await source.slice(at, Math.min(source.size, at + STEP)), at };
    if (at + STEP >= source.size) return;
  }
}

/**
 * The letters of each signature. Any seven bytes in a row include a whole four-byte word, so four letters on a word
 * boundary are found wherever they stand.
 */
const WORDS = new Set(
  [
    'MM\0*\0\0\0\b',
    'II*\0\b\0\0\0',
    'x:xmpmeta',
    'x\0:\0x\0m\0p',
    '<rdf:RDF',
    'ns.adobe.com',
    'com.adobe',
    'Photoshop',
    'freeGPS ',
    'GPSLatitude',
    'GPSLongitude',
    'GPSCoordinates',
    'com.apple.quicktime',
    'com.android',
  ].flatMap((sign) => [0, 1, 2, 3].map((at) => wordAt(bytesOf(sign), at))),
);
const FILTER = new Uint8Array(65_536);
for (const word of WORDS) FILTER[(word ^ (word >>> 16)) & 65_535] = 1;

function wordAt(bytes: Uint8Array, at: number): number {
  return new Uint32Array(bytes.slice(at, at + 4).buffer)[0] ?? 0;
}

/**
 * Whether part of a long film is worth reading letter by letter. It looks at whole words only, which is twenty times as
 * fast.
 */
function mayHoldSign(bytes: Uint8Array): boolean {
  const whole = bytes.length >> 2;
  const words =
    bytes.byteOffset & 3
      ? new Uint32Array(bytes.slice().buffer, 0, whole)
      : new Uint32Array(bytes.buffer, bytes.byteOffset, whole);
  for (const word of words) if (FILTER[(word ^ (word >>> 16)) & 65_535] === 1 && WORDS.has(word)) return true;
  return false;
}

type Reader = (source: ByteSource, found: Set<Removed>) => Promise<void>;
const READERS: Readonly<Record<string, Reader>> = {
  jpg: readJpeg,
  png: (source, found) => readChunks(source, found, 8, true),
  webp: (source, found) => readChunks(source, found, 12, false),
  heic: readBoxes,
  avif: readBoxes,
  mp4: readBoxes,
  mov: readBoxes,
  m4a: readBoxes,
  '3gp': readBoxes,
};

/**
 * Every segment before the first scan must be a table, JFIF, Exif, ICC or Adobe, and the file must end with its first
 * end marker.
 */
async function readJpeg(source: ByteSource, found: Set<Removed>): Promise<void> {
  const text = latin1(await source.slice(0, Math.min(source.size, 16 * STEP)));
  const tail = await source.slice(Math.max(0, source.size - 2), source.size);
  if (tail[0] !== 0xff || tail[1] !== 0xd9) found.add('other');
  let at = 2;
  while (at + 4 < text.length) {
    const head = await source.slice(at, at + 4);
    if (head[1] === 0xda) break;
    const payload = text.slice(at + 4, at + 20);
    const known = /^(?:JFIF\0|Exif\0\0MM|ICC_PROFILE\0|Adobe)/.test(payload);
    const marker = head[1] ?? 0;
    if (head[0] !== 0xff || marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && !known)) found.add('other');
    at += 2 + (head[2] ?? 0) * 256 + (head[3] ?? 0);
  }
  for await (const { bytes, at: start } of chunksOf(source)) {
    const end = latin1(bytes).indexOf('\xff\xd9\xff\xd8');
    if (end >= 0 && start + end >= at) found.add('other');
  }
}

const CHUNKS =
  /^(?:IHDR|PLTE|IDAT|IEND|tRNS|cHRM|gAMA|iCCP|sBIT|sRGB|cICP|mDCV|cLLI|bKGD|hIST|pHYs|sPLT|acTL|fcTL|fdAT)$/;
const RIFF_CHUNKS = /^(?:VP8[ LX]|ALPH|ANIM|ANMF|ICCP)$/;

/** PNG and WebP: type and length, in one order or the other, up to the very end. */
async function readChunks(source: ByteSource, found: Set<Removed>, start: number, png: boolean): Promise<void> {
  let at = start;
  while (at < source.size) {
    const head = await source.slice(at, at + 8);
    if (head.length < 8) break;
    const view = new DataView(head.buffer, head.byteOffset, 8);
    const type = latin1(head).slice(png ? 4 : 0, png ? 8 : 4);
    const size = view.getUint32(png ? 0 : 4, !png);
    const upright = (type === 'eXIf' || type === 'EXIF') && size === 26;
    if (!upright && !(png ? CHUNKS : RIFF_CHUNKS).test(type)) found.add(/exif/i.test(type) ? 'device' : 'other');
    at += 8 + size + (png ? 4 : size & 1);
    if (type === 'IEND' && at !== source.size) found.add('other');
  }
  if (at !== source.size) found.add('other');
}

const MOVIE_BOXES = /udta|uuid|meta|ilst|keys|loci|gpmd|camm|mebx|tmcd|emsg|prft|CNTH|sbtl|tx3g|xml |bxml/g;
const CLOCKS = /(?:mvhd|tkhd|mdhd)/g;
const TOP = /^(?:ftyp|styp|moov|moof|mdat|meta|mfra|sidx|ssix|pdin)$/;

/** Follows the top boxes by their sizes; inside headers it looks for every name and every time, wherever it stands. */
async function readBoxes(source: ByteSource, found: Set<Removed>): Promise<void> {
  let at = 0;
  while (at + 8 <= source.size) {
    const head = await source.slice(at, Math.min(source.size, at + 16));
    const view = new DataView(head.buffer, head.byteOffset, head.length);
    const type = latin1(head.subarray(4, 8));
    let size = view.getUint32(0);
    if (size === 1 && head.length === 16) size = Number(view.getBigUint64(8));
    if (size === 0) size = source.size - at;
    if (size < 8 || at + size > source.size) break;
    if (/^(?:free|skip|wide)$/.test(type)) {
      for (let from = at + 16; from < at + size; from += STEP) {
        const bytes = await source.slice(from, Math.min(at + size, from + STEP));
        if (bytes.some((byte) => byte !== 0)) found.add('other');
      }
    } else if (!TOP.test(type)) found.add('other');
    else if (type === 'moov' || type === 'moof') readHeader(await source.slice(at, at + size), found);
    at += size;
  }
  if (at !== source.size) found.add('other');
}

function readHeader(bytes: Uint8Array, found: Set<Removed>): void {
  const text = latin1(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const { index } of text.matchAll(MOVIE_BOXES)) {
    // A name counts when a size that could belong to it stands before it.
    const size = index >= 4 ? view.getUint32(index - 4) : 0;
    if (size >= 8 && index - 4 + size <= bytes.length) found.add('other');
  }
  for (const { index } of text.matchAll(CLOCKS)) {
    const long = bytes[index + 4] === 1;
    if (bytes.subarray(index + 8, index + (long ? 24 : 16)).some((byte) => byte !== 0)) found.add('time');
  }
}

type Budget = { left: number };

/** What object streams hold, found by their name and unpacked; they may not unpack to more than the bound. */
async function readPacked(
  source: ByteSource,
  chunk: { text: string; at: number },
  budget: Budget,
  found: Set<Removed>,
) {
  for (const { index } of chunk.text.matchAll(/\/ObjStm\b/g)) {
    const place = chunk.at + index;
    const head = latin1(await source.slice(place, Math.min(source.size, place + 2048)));
    const start = /stream(?:\r\n|\n|\r)/.exec(head);
    if (!start) continue;
    const before = latin1(await source.slice(Math.max(0, place - 256), place));
    const data = await upToEnd(source, place + start.index + start[0].length);
    const flate = /Flate/.test(before.slice(before.lastIndexOf('obj') + 1) + head.slice(0, start.index));
    const bytes = flate ? await inflate(data, Math.min(32 * STEP, budget.left)) : data;
    budget.left -= data.length + (bytes?.length ?? 0);
    if (!bytes || budget.left < 0) return void found.add('other');
    const content = latin1(bytes);
    for (const [one, sign] of [...SIGNS, ...PDF_SIGNS]) if (sign.test(content)) found.add(one);
  }
}

async function upToEnd(source: ByteSource, from: number): Promise<Uint8Array> {
  for (let size = 64 * 1024; ; size *= 4) {
    const data = await source.slice(from, Math.min(source.size, from + size));
    const end = latin1(data).indexOf('endstream');
    if (end >= 0 || data.length < size || size > 32 * STEP) return end >= 0 ? data.subarray(0, end) : data;
  }
}
