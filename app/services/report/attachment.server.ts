import { randomUUID } from 'node:crypto';
import { sealManifest } from '~/contract/sealed/file-manifest';
import { fileKind } from '~/domain/report/file-kind';
import { sentFileName } from '~/domain/report/file-name';
import type { Removed } from '~/envelope/metadata/source';
import { type FileEntry, fileEntry, sealFile } from '~/envelope/report/file-parts';
import type { Context } from '~/services/context.server';
import { type Semaphore, semaphore } from '~/services/semaphore.server';
import { type CleaningProblem, cleanFile } from './file-cleaning.server';
import { requireRoom } from './upload.server';

export const MAX_FILES = 5;
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** A file as it came: whole in memory, and released once cleaned. `tooLarge` ones were cut off while arriving. */
export type ChosenFile = { name: string; bytes: Uint8Array; tooLarge?: boolean };
/** A file that was judged and cleaned, and will be sealed. */
export type CleanFile = { name: string; type: string; bytes: Uint8Array };
/** With what was removed, to tell the reporter; `stays`: it may still tell of people or devices. */
export type CheckedFile = CleanFile & { removed: Removed[]; stays: boolean };
/** `uncleanable`: metadata would stay in it. `locked`: it needs a password. `tooManyPixels`: see MAX_PIXELS. */
export type FileProblem = { code: 'tooMany' } | { code: 'tooLarge' | 'kind' | 'empty' | CleaningProblem; name: string };

const LONGEST_NAME = 200;

type Lanes = { pictures: Semaphore; sealing: Semaphore };
const kept = new WeakMap<Context, Lanes>();

/**
 * Decoding and sealing take memory and a core, so one picture and two files are handled at a time, the rest in order.
 */
function lanes(ctx: Context): Lanes {
  const found = kept.get(ctx) ?? { pictures: semaphore(1, 200), sealing: semaphore(2, 200) };
  kept.set(ctx, found);
  return found;
}

/**
 * Judges files by their own bytes and cleans them: photos are turned upright, and whatever can be cleaned loses place,
 * device, time and author. Names are those of `sentFileName`. Returns all files cleaned, or the first problem. Throws
 * Refusal `busy`.
 */
export async function cleanFiles(
  ctx: Context,
  files: readonly ChosenFile[],
): Promise<{ files: CheckedFile[] } | { problem: FileProblem }> {
  if (files.length > MAX_FILES) return { problem: { code: 'tooMany' } };
  const clean: CheckedFile[] = [];
  const counts = new Map<string, number>();
  const next = (word: string) => {
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    return count;
  };
  for (const file of files) {
    const name = (file.name.split(/[\\/]/).at(-1) ?? '').replace(/\p{C}/gu, '').trim().slice(-LONGEST_NAME) || '?';
    if (file.tooLarge || file.bytes.length > MAX_FILE_BYTES) return { problem: { code: 'tooLarge', name } };
    if (file.bytes.length === 0) return { problem: { code: 'empty', name } };
    const kind = fileKind(file.bytes);
    if (!kind) return { problem: { code: 'kind', name } };
    const cleaned = await lanes(ctx).pictures(() => ctx.native(() => cleanFile(file.bytes, kind)));
    if ('problem' in cleaned) return { problem: { code: cleaned.problem, name } };
    // Only one of the two copies is kept while the next files are cleaned.
    if (cleaned.bytes !== file.bytes) file.bytes = NONE;
    clean.push({ name: sentFileName(file.name, kind, next), type: kind.mediaType, ...cleaned });
  }
  return { files: clean };
}

const NONE = new Uint8Array(0);

/** Rows of sealed_part for files and their manifest, whose blobs are already in the store. */
export type AttachedPart = {
  id: string;
  kind: 'file' | 'fileManifest';
  key: 'report';
  scope: string;
  sequence: number;
  bytes: Uint8Array | null;
  blob: string | null;
  size: number;
};
export type Attached = { parts: AttachedPart[]; blobs: string[] };

/**
 * Seals files part by part and puts the parts into the blob store; names, types and hashes go into the sealed manifest.
 * Without files there is no manifest, because the rows tell anyway whether there are files. On failure no blob is left
 * behind. Refusal `busy` when the disk has no room for them.
 */
export async function attach(
  ctx: Context,
  delivery: {
    reportId: string;
    reportRecipient: string;
    /** The seed of the reporter's signing key. */
    signingSeed: Uint8Array;
    files: readonly CleanFile[];
    /** The numbers with which later files go on; the first ones begin at 0. */
    place?: { nextManifest: number; nextIndex: number };
    /** A delivery that comes again is recognised by this. */
    manifestId?: string;
  },
): Promise<Attached> {
  const {
    reportId,
    reportRecipient,
    signingSeed,
    files,
    place = { nextManifest: 0, nextIndex: 0 },
    manifestId = randomUUID(),
  } = delivery;
  const blobs: string[] = [];
  if (files.length === 0) return { parts: [], blobs };
  await requireRoom(ctx, sealedAtMost(files));
  try {
    const parts: AttachedPart[] = [];
    const entries: FileEntry[] = [];
    for (const [index, file] of files.entries()) {
      const fileIndex = place.nextIndex + index;
      const sealed = await lanes(ctx).sealing(() => store(ctx, { reportId, reportRecipient, file, fileIndex }, blobs));
      parts.push(...sealed.parts);
      entries.push(sealed.entry);
    }
    const sequence = place.nextManifest;
    const bytes = await sealManifest({ reportId, files: entries, reportRecipient, sequence, signingSeed });
    parts.push({
      id: manifestId,
      kind: 'fileManifest',
      key: 'report',
      scope: reportId,
      sequence,
      bytes,
      blob: null,
      size: bytes.length,
    });
    return { parts, blobs };
  } catch (error) {
    await removeBlobs(ctx, blobs);
    throw error;
  }
}

/** Padding adds up to an eighth, and more to tiny files. */
export const sealedAtMost = (files: readonly CleanFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes.length * 1.125 + 8192, 0);

type ToStore = { reportId: string; reportRecipient: string; file: CleanFile; fileIndex: number };

async function store(ctx: Context, { reportId, reportRecipient, file, fileIndex }: ToStore, blobs: string[]) {
  const parts: AttachedPart[] = [];
  const made: { sha256: string; length: number }[] = [];
  for await (const part of sealFile({ reportId, fileIndex, bytes: file.bytes, reportRecipient })) {
    const blob = await ctx.blobs.put(part.bytes);
    blobs.push(blob);
    made.push({ sha256: part.sha256, length: part.length });
    parts.push({
      id: randomUUID(),
      kind: 'file',
      key: 'report',
      scope: `${reportId}:${fileIndex}`,
      sequence: part.sequence,
      bytes: null,
      blob,
      size: part.bytes.length,
    });
  }
  return { parts, entry: fileEntry({ fileIndex, name: file.name, type: file.type }, made) };
}

/** Removes sealed parts that no row will name. */
export async function removeBlobs(ctx: Context, blobs: readonly string[]): Promise<void> {
  await Promise.allSettled(blobs.map((blob) => ctx.blobs.remove(blob)));
}
