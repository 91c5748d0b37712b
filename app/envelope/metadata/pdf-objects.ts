import { END_OF_TEXT, entryOf, numberOf, type PdfDictionary, type PdfValue, parseValue } from './pdf-syntax';
import { type ByteSource, broken, latin1, type Range } from './source';

/** An object as it stands in the file; positions in its value are counted from `base` in `text`. */
export type PdfObject = {
  number: number;
  base: number;
  text: string;
  value: PdfValue;
  /** The stream's data, when it has one. */
  data: Range | null;
};
export type PdfPart = { object: PdfObject } | { trailer: PdfObject } | { end: number };

const SIZES = [1024, 16_384, 262_144, 4_194_304, 33_554_432] as const;
const STEP = 32 * 1024;
const OVERLAP = 64;
const NEXT = /(\d{1,10})[\0\s]{1,8}\d{1,5}[\0\s]{1,8}obj(?![A-Za-z])|trailer(?![A-Za-z])|%%EOF(?:\r\n|\r|\n)?/g;

/** The value at a position, read from as much of the file as it needs. */
export async function valueAt(file: ByteSource, base: number): Promise<{ text: string; value: PdfValue }> {
  for (const size of SIZES) {
    const end = Math.min(file.size, base + size);
    const raw = latin1(await file.slice(base, end));
    const text = end === file.size ? raw + END_OF_TEXT : raw;
    const value = parseValue(text, 0);
    if (value) return { text, value };
    if (end === file.size) break;
  }
  return broken('object cut short');
}

/**
 * Every object of every revision, in the order of the file and whatever its cross-reference tables say, so that nothing
 * that was replaced or deleted is passed over.
 */
export async function* pdfParts(file: ByteSource): AsyncGenerator<PdfPart> {
  let at = 0;
  while (at < file.size) {
    const end = Math.min(file.size, at + STEP);
    const chunk = latin1(await file.slice(at, end));
    NEXT.lastIndex = 0;
    const match = NEXT.exec(chunk);
    if (!match || (match.index > STEP - OVERLAP && end < file.size)) {
      at = end === file.size ? end : end - OVERLAP;
      continue;
    }
    const after = at + match.index + match[0].length;
    if (match[0].startsWith('%')) {
      yield { end: after };
      at = after;
      continue;
    }
    const object = await objectAt(file, match[1] ? Number(match[1]) : -1, after);
    yield match[1] ? { object } : { trailer: object };
    at = Math.max(after, object.data?.to ?? object.base + object.value.to);
  }
}

export async function objectAt(file: ByteSource, number: number, base: number): Promise<PdfObject> {
  const { text, value } = await valueAt(file, base);
  const object = { number, base, text, value, data: null };
  if (number < 0 || value.kind !== 'dictionary') return object;
  const after = base + value.to;
  const rest = latin1(await file.slice(after, Math.min(file.size, after + 256)));
  const keyword = /^(?:[\0\s]|%[^\r\n]*[\r\n])*stream(?:\r\n|\n|\r)?/.exec(rest);
  return keyword ? { ...object, data: await dataOf(file, object.text, value, after + keyword[0].length) } : object;
}

/** A stream ends by its length where `endstream` follows there, otherwise at the next `endstream`. */
async function dataOf(file: ByteSource, text: string, dictionary: PdfDictionary, from: number): Promise<Range> {
  const length = numberOf(text, entryOf(dictionary, 'Length'));
  if (length !== null && from + length < file.size) {
    const after = latin1(await file.slice(from + length, Math.min(file.size, from + length + 32)));
    if (/^[\0\s]*endstream/.test(after)) return { from, to: from + length };
  }
  for (let at = from; at < file.size; at += STEP - OVERLAP) {
    const chunk = latin1(await file.slice(at, Math.min(file.size, at + STEP)));
    const found = chunk.search(/(?:\r\n|\r|\n)?endstream/);
    if (found >= 0) return { from, to: at + found };
  }
  return broken('stream without end');
}
