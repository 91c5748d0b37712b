import type { FileKind } from '~/domain/report/file-kind';
import { strippedStream } from './pieces';
import { isRewritable, MAX_REWRITTEN, rewrite } from './rewrite';
import type { Judge } from './rewritten';
import { type ByteSource, type Removed, StripError, type StripProblem, sourceOfBytes } from './source';
import { checkedStrip, isStrippable } from './strip';

/**
 * A file as it will be sealed. `stays`: it may still tell of people, places or devices, and the reporter is told so.
 */
export type CleanedFile = {
  size: number;
  removed: Removed[];
  stays: boolean;
  bytes: () => AsyncIterable<Uint8Array>;
};

/** Kinds of file that have no place for anything but what they show, say or read. */
const BARE = /^(?:amr|bmp|txt)$/;

/**
 * A file without what tells of place, time, device and author: cleaned in its place where that can be done, else
 * written anew; other kinds stay as they are, and the result says so. Both ways of reporting use it. It throws a
 * problem where a picture, film or PDF is malformed (`broken`), would keep what it tells (`uncleanable`), or needs a
 * password to open (`locked`). `judge` tells the kinds of files within the file.
 */
export async function cleanedFile(
  source: ByteSource,
  kind: FileKind,
  judge: Judge,
): Promise<CleanedFile | { problem: StripProblem }> {
  if (isRewritable(kind)) return rewritten(source, kind, judge);
  if (!isStrippable(kind)) return keptOriginal(source, !BARE.test(kind.extension));
  const outcome = await checkedStrip(source, kind);
  if ('stripped' in outcome) {
    const { stripped } = outcome;
    const { size, removed } = stripped;
    return { size, removed, stays: false, bytes: () => strippedStream(source, stripped) };
  }
  return kind.extension === 'pdf' && outcome.problem === 'locked' ? unlocked(source, kind) : outcome;
}

/** The original, whatever it tells: requested by the reporter, or of a kind that nothing cleans. */
export const keptOriginal = (source: ByteSource, stays: boolean): CleanedFile => ({
  size: source.size,
  removed: [],
  stays,
  bytes: () => inSlices(source),
});

async function rewritten(source: ByteSource, kind: FileKind, judge: Judge): Promise<CleanedFile> {
  if (source.size > MAX_REWRITTEN) return keptOriginal(source, true);
  try {
    const { bytes, removed, stays } = await rewrite(source, kind, judge);
    return { ...keptOriginal(sourceOfBytes(bytes), stays), removed };
  } catch (error) {
    // What the device no longer gives out is no fault of the file.
    if (error instanceof DOMException && error.name !== 'EncodingError') throw error;
    return keptOriginal(source, true);
  }
}

/** A PDF that is only locked against changes is cleaned without its lock. */
async function unlocked(source: ByteSource, kind: FileKind): Promise<CleanedFile | { problem: StripProblem }> {
  if (source.size > MAX_REWRITTEN) return { problem: 'uncleanable' };
  try {
    const { unlockPdf } = await import('./rewrite-pdf');
    const open = sourceOfBytes(await unlockPdf(await source.slice(0, source.size)));
    const outcome = await checkedStrip(open, kind);
    if ('problem' in outcome) return outcome;
    const { stripped } = outcome;
    return {
      size: stripped.size,
      removed: stripped.removed,
      stays: false,
      bytes: () => strippedStream(open, stripped),
    };
  } catch (error) {
    if (error instanceof StripError) return { problem: error.problem };
    throw error;
  }
}

const SLICE = 1024 * 1024;

async function* inSlices(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += SLICE) yield await source.slice(at, Math.min(source.size, at + SLICE));
}
