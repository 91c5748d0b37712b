import { tellsAbout } from './exif';
import { deflateTo, inflate } from './flate';
import { cleanIccProfile, sameProfile } from './icc';
import { jpegEdits } from './jpeg';
import { dropAll, findMetadata, isTrailer, type PdfFindings } from './pdf-metadata';
import { objectAt, type PdfObject, pdfParts } from './pdf-objects';
import { END_OF_TEXT, entryOf, filtersOf, isNamed, numberOf, type PdfDictionary, parseValue } from './pdf-syntax';
import { type Edit, inPlace, type Stripped } from './pieces';
import {
  type ByteSource,
  broken,
  latin1,
  type Range,
  type Removed,
  sourceOfBytes,
  uncleanable,
  windowed,
  within,
} from './source';

type Work = {
  file: ByteSource;
  edits: Edit[];
  found: Set<Removed>;
  doomed: Set<number>;
  /** Bodies of all objects by number, including those of old revisions. */
  places: Map<number, number[]>;
  packed: number[];
  inflatable: number;
};

const SPACES = new Uint8Array(64 * 1024).fill(32);
const MAX_OBJECTS = 500_000;
/** The most bytes of one unpacked stream, and of all together: a few kilobytes may unpack to gigabytes. */
const MAX_UNPACKED = 32 * 1024 * 1024;
const MAX_UNPACKED_TOGETHER = 256 * 1024 * 1024;

/**
 * A PDF without document information, XMP, identifiers, dates and authors, in all revisions and in object streams;
 * nothing moves, and page content stays. Throws StripError `uncleanable` for encrypted files and for what cannot be
 * packed in its place.
 */
export async function stripPdf(source: ByteSource): Promise<Stripped> {
  const file = windowed(source);
  const work: Work = {
    file,
    edits: [],
    found: new Set(),
    doomed: new Set(),
    places: new Map(),
    packed: [],
    inflatable: MAX_UNPACKED_TOGETHER,
  };
  const end = await readThrough(work);
  await cleanPacked(work);
  await dropDoomed(work);
  if (end < source.size && /[^\0\s]/.test(latin1(await file.slice(end, Math.min(source.size, end + 4096))))) {
    work.found.add('other');
  }
  return inPlace(work.edits, end, work.found);
}

/** Cleans what is not compressed; returns the position after the last end-of-file mark. */
async function readThrough(work: Work): Promise<number> {
  let end = 0;
  let trailers = 0;
  let objects = 0;
  for await (const part of pdfParts(work.file)) {
    if ('end' in part) {
      end = part.end;
      continue;
    }
    const object = 'object' in part ? part.object : part.trailer;
    objects += 1;
    if (objects > MAX_OBJECTS) uncleanable('too many objects');
    if ('trailer' in part || (object.value.kind === 'dictionary' && isTrailer(object.value))) trailers += 1;
    if ('object' in part) {
      const known = work.places.get(object.number) ?? [];
      known.push(object.base);
      work.places.set(object.number, known);
    }
    const findings: PdfFindings = { ranges: [], doomed: work.doomed };
    findMetadata(object.value, findings);
    blankRanges(work, object, findings);
    if (object.data && object.value.kind === 'dictionary') await cleanStream(work, object, object.value, object.data);
  }
  return end > 0 && trailers > 0 ? end : broken('no trailer');
}

/** Metadata is distinguished from ranges that are blank already, so that a second run finds nothing. */
function blankRanges(work: Work, { base, text }: PdfObject, { ranges }: PdfFindings): void {
  for (const { from, to, told } of ranges) {
    if (!/[^\0\s]/.test(text.slice(from, to))) continue;
    spaces(work, { from: base + from, to: base + to });
    for (const one of told) work.found.add(one);
  }
}

function spaces({ edits }: Work, { from, to }: Range): void {
  for (let at = from; at < to; at += SPACES.length) {
    const end = Math.min(to, at + SPACES.length);
    edits.push({ from: at, to: end, bytes: SPACES.subarray(0, end - at) });
  }
}

async function cleanStream(work: Work, object: PdfObject, dictionary: PdfDictionary, data: Range): Promise<void> {
  const type = entryOf(dictionary, 'Type');
  const filters = filtersOf(dictionary);
  if (isNamed(type, 'Metadata')) await emptyStream(work, object, dictionary, data);
  else if (isNamed(type, 'EmbeddedFile')) await emptyStream(work, object, dictionary, data);
  else if (isNamed(type, 'ObjStm')) work.packed.push(object.base);
  else if (entryOf(dictionary, 'N') && filters?.every((one) => one === 'FlateDecode'))
    await cleanProfile(work, data, filters.length);
  else if (filters?.at(-1) === 'DCTDecode') await cleanJpeg(work, data, filters);
  else if (filters === null && isNamed(entryOf(dictionary, 'Subtype'), 'Image')) uncleanable('filter elsewhere');
}

/** A stream of spaces without filters, as long as before. */
async function emptyStream(work: Work, object: PdfObject, dictionary: PdfDictionary, data: Range): Promise<void> {
  const head = await work.file.slice(data.from, Math.min(data.to, data.from + 262_144));
  if (head.every((byte) => byte === 32) && data.to - data.from === head.length) return;
  const packed = filtersOf(dictionary)?.[0] === 'FlateDecode';
  for (const one of tellsAbout((packed ? await inflate(head, 1_048_576) : head) ?? head)) work.found.add(one);
  for (const { key, from, value } of dictionary.entries) {
    if (/^(?:Filter|DecodeParms|F|DP)$/.test(key))
      spaces(work, { from: object.base + from, to: object.base + value.to });
  }
  spaces(work, data);
}

async function cleanJpeg(work: Work, data: Range, filters: readonly string[]): Promise<void> {
  if (filters.length === 1) {
    const { edits, found } = await jpegEdits(within(work.file, data));
    for (const edit of edits) work.edits.push({ ...edit, from: edit.from + data.from, to: edit.to + data.from });
    for (const one of found) work.found.add(one);
    return;
  }
  if (filters.length !== 2 || filters[0] !== 'FlateDecode') return uncleanable('picture within filters');
  const bytes = await unpack(work, data);
  const { edits, found } = await jpegEdits(sourceOfBytes(bytes));
  for (const { from, to } of edits) bytes.fill(0, from, to);
  for (const one of found) work.found.add(one);
  if (edits.length > 0) await repack(work, data, bytes);
}

/**
 * The stream of an ICCBased colour space (ISO 32000-2 8.6.5.5): the same colours, and nothing that tells of a device.
 */
async function cleanProfile(work: Work, data: Range, packed: number): Promise<void> {
  if (packed > 1 || data.to - data.from > MAX_UNPACKED) return;
  const before = packed === 1 ? await unpack(work, data) : (await work.file.slice(data.from, data.to)).slice();
  const after = cleanIccProfile(before);
  if (after === null || sameProfile(before, after)) return;
  work.found.add('other');
  if (packed === 1) await repack(work, data, after);
  else work.edits.push({ ...data, bytes: after });
}

async function unpack(work: Work, data: Range): Promise<Uint8Array> {
  const bytes = await inflate(await work.file.slice(data.from, data.to), Math.min(MAX_UNPACKED, work.inflatable));
  if (!bytes) return uncleanable('unpacks to too much');
  work.inflatable -= bytes.length;
  return bytes;
}

async function repack(work: Work, data: Range, bytes: Uint8Array): Promise<void> {
  const packed = await deflateTo(bytes, data.to - data.from);
  work.edits.push({ ...data, bytes: packed ?? uncleanable('does not fit') });
}

/** Objects within object streams: first collect what they doom, which may lie in another stream, then clean. */
async function cleanPacked(work: Work): Promise<void> {
  for (let before = -1, rounds = 0; before < work.doomed.size; rounds += 1) {
    if (rounds > 5) return uncleanable('chain of objects');
    before = work.doomed.size;
    work.inflatable = MAX_UNPACKED_TOGETHER;
    for (const base of work.packed) await readObjectStream(work, base);
  }
  work.inflatable = MAX_UNPACKED_TOGETHER;
  for (const base of work.packed) {
    const { stream, findings } = await readObjectStream(work, base);
    await finishObjectStream(work, stream, findings);
  }
}

async function readObjectStream(work: Work, base: number): Promise<{ stream: Unpacked; findings: PdfFindings }> {
  const { text: head, value, data } = await objectAt(work.file, 0, base);
  if (value.kind !== 'dictionary' || !data) return broken('object stream');
  const filters = filtersOf(value);
  const packed = filters?.[0] === 'FlateDecode';
  const parameters = entryOf(value, 'DecodeParms');
  const predicted =
    parameters && /Predictor[\0\s]*(?:[2-9]|1\d)|\bR\b/.test(head.slice(parameters.from, parameters.to));
  if (!filters || filters.length > (packed ? 1 : 0) || predicted) return uncleanable('object stream');
  const bytes = packed ? await unpack(work, data) : (await work.file.slice(data.from, data.to)).slice();
  const findings: PdfFindings = { ranges: [], doomed: work.doomed };
  const text = latin1(bytes) + END_OF_TEXT;
  const first = numberOf(head, entryOf(value, 'First')) ?? uncleanable('object stream');
  const index = text.slice(0, first).match(/\d+/g) ?? [];
  const starts = new Set<number>();
  for (let at = 0; at + 1 < index.length; at += 2) {
    const start = Number(index[at + 1]);
    // Two objects at one position would let a small stream be walked for ever.
    if (starts.has(start)) return broken('packed object');
    starts.add(start);
    const object = parseValue(text, first + start) ?? broken('packed object');
    if (work.doomed.has(Number(index[at]))) dropAll(object, findings);
    else findMetadata(object, findings, 1);
  }
  return { stream: { data, packed, bytes, text }, findings };
}

type Unpacked = { data: Range; packed: boolean; bytes: Uint8Array; text: string };

async function finishObjectStream(work: Work, stream: Unpacked, { ranges }: PdfFindings): Promise<void> {
  const { data, packed, bytes, text } = stream;
  let changed = false;
  for (const { from, to, told } of ranges) {
    if (!/[^\0\s]/.test(text.slice(from, to))) continue;
    bytes.fill(32, from, to);
    changed = true;
    for (const one of told) work.found.add(one);
  }
  if (!changed) return;
  if (packed) await repack(work, data, bytes);
  else work.edits.push({ ...data, bytes });
}

/** Information dictionaries and what they refer to, wherever an older or newer revision put them. */
async function dropDoomed(work: Work): Promise<void> {
  // A set may grow while it is iterated, and what is added is visited too.
  for (const number of work.doomed) {
    for (const base of work.places.get(number) ?? []) {
      const object = await objectAt(work.file, number, base);
      const { value, data } = object;
      if (value.kind === 'dictionary' && data) await emptyStream(work, object, value, data);
      else {
        const findings: PdfFindings = { ranges: [], doomed: work.doomed };
        dropAll(value, findings);
        blankRanges(work, object, findings);
      }
    }
  }
}
