import { broken } from './source';

/** A value of ISO 32000-2 section 7.3 by its position in a text of one character per byte. */
export type PdfValue = { from: number; to: number } & (
  | { kind: 'dictionary'; entries: PdfEntry[] }
  | { kind: 'array'; items: PdfValue[] }
  | { kind: 'name'; name: string }
  | { kind: 'reference'; object: number }
  | { kind: 'string' | 'other' }
);
export type PdfEntry = { from: number; key: string; value: PdfValue };
export type PdfDictionary = Extract<PdfValue, { kind: 'dictionary' }>;

const SPACE = /(?:[\0\s]|%[^\r\n]*)*/y;
const NAME = /\/[^\0\s()<>[\]{}/%]*/y;
const REFERENCE = /(\d{1,10})[\0\s]+\d{1,5}[\0\s]+R(?![\w.])/y;
const HEX = /<[\0\s\da-fA-F]*>/y;
const WORD = /[^\0\s()<>[\]{}/%]+/y;
const DEEPEST = 100;

/** End of what the sticky pattern matches at `at`, or -1. */
function ends(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

export const skipSpace = (text: string, at: number): number => Math.max(at, ends(SPACE, text, at));

/** The value at or after `at`; null when the text ends before the value does. Anything that is no value is `broken`. */
export function parseValue(text: string, at: number, depth = 0): PdfValue | null {
  const from = skipSpace(text, at);
  const first = text[from];
  if (first === undefined) return null;
  if (depth > DEEPEST) return broken('too deep');
  if (first === '(') return stringAt(text, from);
  if (first === '[') return arrayAt(text, from, depth);
  if (first === '/') {
    const to = ends(NAME, text, from);
    return to < text.length ? { kind: 'name', from, to, name: nameOf(text.slice(from + 1, to)) } : null;
  }
  if (first === '<') {
    if (text[from + 1] === '<') return dictionaryAt(text, from, depth);
    const to = ends(HEX, text, from);
    if (to > 0) return { kind: 'string', from, to };
    return text.indexOf('>', from) < 0 ? null : broken('hex string');
  }
  const reference = ends(REFERENCE, text, from);
  if (reference > 0) return { kind: 'reference', from, to: reference, object: Number.parseInt(text.slice(from), 10) };
  const to = ends(WORD, text, from);
  if (to < 0) return broken('no value');
  // "12 0" at the end may become "12 0 R".
  if (to + 24 > text.length && !text.endsWith(END_OF_TEXT)) return null;
  return { kind: 'other', from, to };
}

/** Callers who have the whole text append this, so that a last word counts as ended. */
export const END_OF_TEXT = ' \0\0 ';

const nameOf = (raw: string): string =>
  raw.replace(/#([\da-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function stringAt(text: string, from: number): PdfValue | null {
  const sign = /[()\\]/g;
  sign.lastIndex = from;
  let depth = 0;
  for (let match = sign.exec(text); match; match = sign.exec(text)) {
    if (match[0] === '\\') sign.lastIndex += 1;
    else depth += match[0] === '(' ? 1 : -1;
    if (depth === 0) return { kind: 'string', from, to: sign.lastIndex };
  }
  return null;
}

function arrayAt(text: string, from: number, depth: number): PdfValue | null {
  const items: PdfValue[] = [];
  for (let at = skipSpace(text, from + 1); ; at = skipSpace(text, at)) {
    if (text[at] === ']') return { kind: 'array', from, to: at + 1, items };
    const item = parseValue(text, at, depth + 1);
    if (!item) return null;
    items.push(item);
    at = item.to;
  }
}

function dictionaryAt(text: string, from: number, depth: number): PdfValue | null {
  const entries: PdfEntry[] = [];
  for (let at = skipSpace(text, from + 2); ; at = skipSpace(text, at)) {
    if (text.startsWith('>>', at)) return { kind: 'dictionary', from, to: at + 2, entries };
    if (at + 1 >= text.length) return null;
    const key = parseValue(text, at, depth + 1);
    if (!key) return null;
    if (key.kind !== 'name') return broken('key');
    const start = skipSpace(text, key.to);
    // Readers tolerate a key without a value.
    if (text.startsWith('>>', start)) {
      at = start;
      continue;
    }
    const value = parseValue(text, start, depth + 1);
    if (!value) return null;
    entries.push({ from: key.from, key: key.name, value });
    at = value.to;
  }
}

export const entryOf = ({ entries }: PdfDictionary, key: string): PdfValue | undefined =>
  entries.find((entry) => entry.key === key)?.value;

export const isNamed = (value: PdfValue | undefined, name: string): boolean =>
  value?.kind === 'name' && value.name === name;

/** A whole number given directly, not by reference. */
export function numberOf(text: string, value: PdfValue | undefined): number | null {
  const raw = value?.kind === 'other' ? text.slice(value.from, value.to) : '';
  return /^\+?\d{1,15}$/.test(raw) ? Number(raw) : null;
}

/** Names of a stream's filters in order; null when they cannot be found without other objects. */
export function filtersOf(dictionary: PdfDictionary): string[] | null {
  const filter = entryOf(dictionary, 'Filter') ?? entryOf(dictionary, 'F');
  if (!filter || filter.kind === 'other') return [];
  const items = filter.kind === 'array' ? filter.items : [filter];
  const names = items.map((item) => (item.kind === 'name' ? (SHORT[item.name] ?? item.name) : null));
  return names.every((name) => name !== null) ? names : null;
}
const SHORT: Record<string, string> = { Fl: 'FlateDecode', DCT: 'DCTDecode' };
