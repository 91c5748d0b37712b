import { tellsAbout } from './exif';
import type { Edit } from './pieces';
import { type ByteSource, broken, bytesOf, isZeroRange, latin1, type Range, type Removed, u32, u64 } from './source';

/** ISO/IEC 14496-12 box: `from` at its size, `body` after its header. */
export type Box = Range & { type: string; body: number };

/** What cleaning one file collects. All ranges are positions in the file. */
export type BoxWork = {
  file: ByteSource;
  edits: Edit[];
  found: Set<Removed>;
  /** Where samples and items may lie. */
  data: Range[];
  /** Which of that data pictures and sound need. */
  kept: Range[];
  /** Starts of chunks of unknown length; each reaches to the next of `starts`. */
  loose: number[];
  starts: number[];
  dropped: Set<number>;
  defaultSizes: Map<number, number>;
  boxesLeft: number;
};

export const newWork = (file: ByteSource): BoxWork => ({
  file,
  edits: [],
  found: new Set(),
  data: [],
  kept: [],
  loose: [],
  starts: [],
  dropped: new Set(),
  defaultSizes: new Map(),
  boxesLeft: 100_000,
});

/** The box at `from`, or null when no box can be read there. A size of 0 reaches to `to`. */
export async function boxAt({ file }: BoxWork, from: number, to: number): Promise<Box | null> {
  if (to - from < 8) return null;
  const head = await file.slice(from, Math.min(to, from + 16));
  const type = latin1(head.subarray(4, 8));
  let size = u32(head, 0);
  let body = from + 8;
  if (size === 0) size = to - from;
  else if (size === 1) {
    if (head.length < 16) return null;
    size = u64(head, 8);
    body += 8;
  }
  return size >= body - from && size <= to - from ? { type, from, body, to: from + size } : null;
}

/** The boxes of a container. Zeros at its end (QuickTime) are no box; anything else that is none is `broken`. */
export async function* boxesIn(work: BoxWork, from: number, to: number): AsyncGenerator<Box> {
  for (let at = from; at < to; ) {
    work.boxesLeft -= 1;
    const box = await boxAt(work, at, to);
    if (to - at < 8 || u32(await work.file.slice(at, at + 4), 0) === 0) {
      if (await isZeroRange(work.file, { from: at, to })) return;
    }
    if (!box || work.boxesLeft < 0) return broken('box');
    yield box;
    at = box.to;
  }
}

export async function childrenOf(work: BoxWork, from: number, to: number): Promise<Box[]> {
  const boxes: Box[] = [];
  for await (const box of boxesIn(work, from, to)) boxes.push(box);
  return boxes;
}

const FREE = /^(?:free|skip|wide)$/;

/** Overwrites a range with zeros; nothing is recorded where it is already zero. */
export async function zero(work: BoxWork, range: Range, told?: readonly Removed[]): Promise<void> {
  if (range.from >= range.to || (await isZeroRange(work.file, range))) return;
  work.edits.push({ from: range.from, to: range.to });
  const head = await work.file.slice(range.from, Math.min(range.to, range.from + 65_536));
  for (const one of told ?? tellsAbout(head)) work.found.add(one);
}

/** Makes a box free space of the same length. */
export async function blank(work: BoxWork, box: Box, told: readonly Removed[] = []): Promise<void> {
  if (!FREE.test(box.type)) {
    work.edits.push({ from: box.from + 4, to: box.from + 8, bytes: bytesOf('free') });
    const head = latin1(await work.file.slice(box.from, Math.min(box.to, box.from + 65_536)));
    for (const one of told.length > 0 ? told : tellsAbout(head)) work.found.add(one);
  }
  await zero(work, { from: box.body, to: box.to }, FREE.test(box.type) ? undefined : []);
}
