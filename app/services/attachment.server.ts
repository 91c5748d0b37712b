import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { type FileKind, fileKind, isCleanable } from '~/domain/file-kind';
import { type FileEntry, fileEntry, sealFile, sealManifest } from '~/envelope/file-parts';
import type { House } from './house.server';
import { type Turnstile, turnstile } from './turnstile.server';

export const MOST_FILES = 5;
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

/** A file as it came: whole in memory. `tooLarge` ones were cut off while arriving. */
export type ChosenFile = { name: string; bytes: Uint8Array; tooLarge?: boolean };
/** Judged and cleaned; what will be sealed. */
export type CleanFile = { name: string; type: string; bytes: Uint8Array };
/** `uncleanable`: a picture, but of a kind whose metadata would stay in it. `tooManyPixels`: see MOST_PIXELS. */
export type FileProblem =
  | { code: 'tooMany' }
  | { code: 'tooLarge' | 'kind' | 'uncleanable' | 'tooManyPixels' | 'broken' | 'empty'; name: string };

const LONGEST_NAME = 200;
/** Pixels of all frames: decoded they take 160 MB, and one picture is decoded at a time. */
export const MOST_PIXELS = 40_000_000;

type Lanes = { pictures: Turnstile; sealing: Turnstile };
const kept = new WeakMap<House, Lanes>();

/** Decoding and sealing take memory and a core: one picture and two files at a time, the rest in order. */
function lanes(house: House): Lanes {
  const found = kept.get(house) ?? { pictures: turnstile(1, 200), sealing: turnstile(2, 200) };
  kept.set(house, found);
  return found;
}

/**
 * Judges files by their own bytes and cleans photos: turned upright, then without place, device, time or author, and
 * named by number, for a camera's file names tell device and time; other files keep their names.
 * Either all clean, or the first problem. Throws Refusal `busy`.
 */
export async function cleanFiles(
  house: House,
  files: readonly ChosenFile[],
): Promise<{ files: CleanFile[] } | { problem: FileProblem }> {
  if (files.length > MOST_FILES) return { problem: { code: 'tooMany' } };
  const clean: CleanFile[] = [];
  let photos = 0;
  for (const file of files) {
    const name = shownName(file.name);
    if (file.tooLarge || file.bytes.length > MOST_FILE_BYTES) return { problem: { code: 'tooLarge', name } };
    if (file.bytes.length === 0) return { problem: { code: 'empty', name } };
    const kind = fileKind(file.bytes);
    if (!kind) return { problem: { code: 'kind', name } };
    if (kind.family !== 'image') {
      clean.push({ name, type: kind.mediaType, bytes: file.bytes });
      continue;
    }
    if (!isCleanable(kind)) return { problem: { code: 'uncleanable', name } };
    const bytes = await lanes(house).pictures(() => withoutMetadata(file.bytes, kind));
    if (typeof bytes === 'string') return { problem: { code: bytes, name } };
    photos += 1;
    clean.push({ name: `photo-${photos}.${kind.extension}`, type: kind.mediaType, bytes });
  }
  return { files: clean };
}

/** The file's own name without folders and control characters. */
function shownName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').trim().slice(-LONGEST_NAME) || '?';
}

/** A cleanable photo turned upright and encoded anew, or why not. */
async function withoutMetadata(
  bytes: Uint8Array,
  { extension }: FileKind,
): Promise<Uint8Array | 'tooManyPixels' | 'broken'> {
  const animated = extension === 'webp';
  try {
    // Reads the header only; an animation's height is that of all its frames together.
    const { width, height } = await sharp(bytes, { limitInputPixels: false, animated }).metadata();
    if (width * height > MOST_PIXELS) return 'tooManyPixels';
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, animated }).autoOrient();
    if (extension === 'jpg') return await image.jpeg({ quality: 90 }).toBuffer();
    return extension === 'png' ? await image.png().toBuffer() : await image.webp({ quality: 90 }).toBuffer();
  } catch {
    return 'broken';
  }
}

/** Rows of sealed_part for files and their manifest, blobs already in the store. */
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
 * Seals files part by part and puts the parts into the blob store; names, types and hashes go into the sealed manifest,
 * which is there without files too, so that rows do not tell more than sizes do. On failure no blob stays behind.
 */
export async function attach(
  house: House,
  { reportId, reportRecipient, files }: { reportId: string; reportRecipient: string; files: readonly CleanFile[] },
): Promise<Attached> {
  const blobs: string[] = [];
  try {
    const parts: AttachedPart[] = [];
    const entries: FileEntry[] = [];
    for (const [fileIndex, file] of files.entries()) {
      const sealed = await lanes(house).sealing(() =>
        store(house, { reportId, reportRecipient, file, fileIndex }, blobs),
      );
      parts.push(...sealed.parts);
      entries.push(sealed.entry);
    }
    const bytes = await sealManifest({ reportId, files: entries, reportRecipient });
    parts.push({
      id: randomUUID(),
      kind: 'fileManifest',
      key: 'report',
      scope: reportId,
      sequence: 0,
      bytes,
      blob: null,
      size: bytes.length,
    });
    return { parts, blobs };
  } catch (error) {
    await removeBlobs(house, blobs);
    throw error;
  }
}

type ToStore = { reportId: string; reportRecipient: string; file: CleanFile; fileIndex: number };

async function store(house: House, { reportId, reportRecipient, file, fileIndex }: ToStore, blobs: string[]) {
  const parts: AttachedPart[] = [];
  const made: { sha256: string; length: number }[] = [];
  for await (const part of sealFile({ reportId, fileIndex, bytes: file.bytes, reportRecipient })) {
    const blob = await house.blobs.put(part.bytes);
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

/** Takes sealed parts back that no row will name. */
export async function removeBlobs(house: House, blobs: readonly string[]): Promise<void> {
  await Promise.allSettled(blobs.map((blob) => house.blobs.remove(blob)));
}
