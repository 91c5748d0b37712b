import { EnvelopeError } from '../errors';

/** Random access to a file's bytes; `slice` gives [start, end). */
export type ByteSource = { size: number; slice(start: number, end: number): Promise<Uint8Array> };
/** What was removed; `attachment` for files within the file, `other` for metadata that fits none of the rest. */
export type Removed = 'place' | 'time' | 'device' | 'author' | 'attachment' | 'other';
/**
 * `broken`: incomplete or malformed. `uncleanable`: perhaps well-formed, but metadata would stay. `locked`: encrypted.
 */
export type StripProblem = 'broken' | 'uncleanable' | 'locked';
export type Range = { from: number; to: number };

/** EnvelopeError `damaged` that tells why a file cannot be cleaned. */
export class StripError extends EnvelopeError {
  readonly problem: StripProblem;

  constructor(problem: StripProblem, detail: string) {
    super('damaged', detail);
    this.problem = problem;
  }
}

export function broken(detail: string): never {
  throw new StripError('broken', detail);
}

export function uncleanable(detail: string): never {
  throw new StripError('uncleanable', detail);
}

export const sourceOfBytes = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  slice: async (start, end) => bytes.subarray(start, end),
});

/** A chosen file, read only as its bytes are needed. */
export const sourceOfBlob = (blob: Blob): ByteSource => ({
  size: blob.size,
  slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
});

const WINDOW = 64 * 1024;
/** The largest table or object taken into memory at once. */
const LARGEST = 48 * 1024 * 1024;

/** Reads through a window, so that many small reads cost few large ones; what is missing or too large is `broken`. */
export function windowed(source: ByteSource): ByteSource {
  let start = 0;
  let held: Uint8Array = new Uint8Array(0);
  return {
    size: source.size,
    async slice(from, to) {
      if (!(from >= 0 && from <= to && to <= source.size)) broken('cut short');
      if (to - from > LARGEST) broken('too large');
      if (to - from > WINDOW) return exactly(await source.slice(from, to), to - from);
      if (from < start || to > start + held.length) {
        const end = Math.min(from + WINDOW, source.size);
        held = exactly(await source.slice(from, end), end - from);
        start = from;
      }
      return held.subarray(from - start, to - start);
    },
  };
}

function exactly(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) broken('read short');
  return bytes;
}

/** The range [from, to) of a file as a file of its own. */
export const within = (source: ByteSource, { from, to }: Range): ByteSource => ({
  size: to - from,
  slice: (start, end) => source.slice(from + start, from + end),
});

export const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

/** Whether a range, however long, holds nothing but zeros. */
export async function isZeroRange(source: ByteSource, { from, to }: Range): Promise<boolean> {
  for (let at = from; at < to; at += WINDOW) {
    if (!isZero(await source.slice(at, Math.min(to, at + WINDOW)))) return false;
  }
  return true;
}

export const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
export const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 65_536 + u16(bytes, at + 2);
/** Inexact beyond 2^53, which is larger than any file. */
export const u64 = (bytes: Uint8Array, at: number): number => u32(bytes, at) * 4_294_967_296 + u32(bytes, at + 4);
/** One character per byte, which is enough to find words in but not for display. */
export const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
/** The bytes of a text whose characters are all below 256. */
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
