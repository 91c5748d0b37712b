import { type ByteSource, type Range, type Removed, windowed } from './source';

/** A cleaned file: ranges of the original and new bytes, in order. */
export type Piece = Range | { bytes: Uint8Array };
export type Stripped = { pieces: Piece[]; size: number; removed: Removed[] };
/** New bytes for a range of the same length; zeros where none are given. */
export type Edit = Range & { bytes?: Uint8Array };

const ORDER: readonly Removed[] = ['place', 'time', 'device', 'author', 'attachment', 'other'];
const ZEROS = new Uint8Array(64 * 1024);
export const lengthOf = (piece: Piece): number => ('bytes' in piece ? piece.bytes.length : piece.to - piece.from);

/** Pieces in order, with neighbours joined. */
export function stripped(parts: readonly Piece[], found: ReadonlySet<Removed>): Stripped {
  const pieces: Piece[] = [];
  let size = 0;
  for (const part of parts) {
    if (lengthOf(part) <= 0) continue;
    const last = pieces.at(-1);
    if (last && !('bytes' in last) && !('bytes' in part) && last.to === part.from) last.to = part.to;
    else pieces.push({ ...part });
    size += lengthOf(part);
  }
  return { pieces, size, removed: ORDER.filter((one) => found.has(one)) };
}

/** A file in which nothing moves: edits in place (where they overlap, the earlier wins), cut off at `end`. */
export function inPlace(edits: readonly Edit[], end: number, found: ReadonlySet<Removed>): Stripped {
  const parts: Piece[] = [];
  let at = 0;
  for (const { from, to, bytes } of edits.slice().sort((a, b) => a.from - b.from)) {
    const start = Math.max(from, at);
    const stop = Math.min(to, end);
    if (start >= stop) continue;
    parts.push({ from: at, to: start });
    if (bytes) parts.push({ bytes: bytes.subarray(start - from, stop - from) });
    else parts.push(...zeros(stop - start));
    at = stop;
  }
  parts.push({ from: at, to: end });
  return stripped(parts, found);
}

/** One block of memory serves any number of zeros. */
function zeros(length: number): Piece[] {
  const parts: Piece[] = [];
  for (let left = length; left > 0; left -= ZEROS.length) parts.push({ bytes: ZEROS.subarray(0, left) });
  return parts;
}

/** The cleaned file in chunks of at most `chunkBytes`, for sealing. */
export async function* strippedStream(
  source: ByteSource,
  { pieces }: Stripped,
  chunkBytes = 1024 * 1024,
): AsyncGenerator<Uint8Array, void, undefined> {
  for (const piece of pieces) {
    const length = lengthOf(piece);
    for (let at = 0; at < length; at += chunkBytes) {
      const end = Math.min(length, at + chunkBytes);
      yield 'bytes' in piece ? piece.bytes.subarray(at, end) : await source.slice(piece.from + at, piece.from + end);
    }
  }
}

/** The cleaned file as a source, so that it can be read back. */
export function strippedSource(source: ByteSource, { pieces, size }: Stripped): ByteSource {
  const starts: number[] = [];
  let total = 0;
  for (const piece of pieces) {
    starts.push(total);
    total += lengthOf(piece);
  }
  const original = windowed(source);
  return {
    size,
    async slice(from, to) {
      const end = Math.min(to, size);
      const bytes = new Uint8Array(Math.max(0, end - from));
      for (let index = indexAt(starts, from); index < pieces.length; index += 1) {
        const [piece, start] = [pieces[index], starts[index] ?? 0];
        if (!piece || start >= end) break;
        const [first, last] = [Math.max(from, start) - start, Math.min(end - start, lengthOf(piece))];
        const part = 'bytes' in piece ? piece.bytes.subarray(first, last) : await read(original, piece, first, last);
        bytes.set(part, start + first - from);
      }
      return bytes;
    },
  };
}

const read = (source: ByteSource, piece: Range, first: number, last: number) =>
  source.slice(piece.from + first, piece.from + last);

/** The last piece that starts at or before `at`. */
function indexAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
