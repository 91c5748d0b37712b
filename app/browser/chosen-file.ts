import { type FileFamily, type FileKind, fileKind } from '~/domain/file-kind';
import { MOST_UPLOAD_FILE } from '~/domain/upload-limits';
import { concat } from '~/envelope/bytes';
import { strippedStream } from '~/envelope/metadata/pieces';
import { type ByteSource, type Removed, sourceOfBlob } from '~/envelope/metadata/source';
import { checkedStrip } from '~/envelope/metadata/strip';

/**
 * Why a file is not taken. `kind`: not on the list; `uncleanable`: place, device or author would stay in it, taken only
 * as the original on request; `unreadable`: the device does not give it out any more.
 */
export type FileProblem =
  | 'tooMany'
  | 'tooLarge'
  | 'allTooLarge'
  | 'empty'
  | 'kind'
  | 'uncleanable'
  | 'broken'
  | 'unreadable'
  | 'full'
  | 'refused'
  | 'cancelled';

export class UploadError extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem);
    this.name = 'UploadError';
    this.problem = problem;
  }
}

/** Judged and cleaned; its bytes are read again from the device each time they are asked for. */
export type PreparedFile = {
  kind: FileKind;
  size: number;
  removed: Removed[];
  bytes: () => AsyncIterable<Uint8Array>;
};

/** Judges by the file's own bytes and cleans it, reading the result back. Throws UploadError. */
export async function prepareFile(file: Blob, keepOriginal: boolean): Promise<PreparedFile> {
  if (file.size === 0) throw new UploadError('empty');
  if (file.size > MOST_UPLOAD_FILE) throw new UploadError('tooLarge');
  const source = sourceOfBlob(file);
  const kind = await orUnreadable(async () => fileKind(await bothEnds(source)));
  if (kind === null) throw new UploadError('kind');
  if (keepOriginal) return { kind, size: file.size, removed: [], bytes: () => inSlices(source) };
  const outcome = await orUnreadable(() => checkedStrip(source, kind));
  if ('problem' in outcome) throw new UploadError(outcome.problem);
  const { stripped } = outcome;
  return { kind, size: stripped.size, removed: stripped.removed, bytes: () => strippedStream(source, stripped) };
}

/** A file that was moved, changed or taken away since it was chosen can no longer be read. */
async function orUnreadable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DOMException ? new UploadError('unreadable') : error;
  }
}

const HEAD = 64 * 1024;

/** The beginning tells most kinds; packages list their parts at the end. */
async function bothEnds(source: ByteSource): Promise<Uint8Array> {
  if (source.size <= 2 * HEAD) return source.slice(0, source.size);
  return concat(await source.slice(0, HEAD), await source.slice(source.size - HEAD, source.size));
}

const SLICE = 1024 * 1024;

async function* inSlices(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += SLICE) yield await source.slice(at, Math.min(source.size, at + SLICE));
}

const NUMBERED: Partial<Record<FileFamily, string>> = { image: 'photo', video: 'video', audio: 'recording' };
const LONGEST_NAME = 200;

/** Cameras write device and time into names: such files are numbered (`next` counts per word); documents keep theirs. */
export function sentName(name: string, { family, extension }: FileKind, next: (word: string) => number): string {
  const word = NUMBERED[family];
  if (word !== undefined) return `${word}-${next(word)}.${extension}`;
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/\p{C}/gu, '').trim().slice(-LONGEST_NAME) || `file-${next('file')}.${extension}`;
}
