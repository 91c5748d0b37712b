import { type FileKind, fileKind, isDecodable } from '~/domain/report/file-kind';
import { MAX_UPLOAD_FILE } from '~/domain/report/upload-limits';
import { concat } from '~/envelope/bytes';
import { type CleanedFile, cleanedFile, keptOriginal } from '~/envelope/metadata/cleaned';
import { type ByteSource, sourceOfBlob } from '~/envelope/metadata/source';

/**
 * Why a file is not taken. `kind`: not on the list; `uncleanable`: place, device or author would stay in it, so it is
 * taken only as the original on request; `quota`: this network has sent as much as it may today; `locked`: it needs a
 * password to open; `unreadable`: the device no longer gives it out.
 */
export type FileProblem =
  | 'tooMany'
  | 'tooLarge'
  | 'allTooLarge'
  | 'empty'
  | 'kind'
  | 'uncleanable'
  | 'broken'
  | 'locked'
  | 'unreadable'
  | 'full'
  | 'quota'
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

/** A file that was judged and cleaned; its bytes are read again from the device each time they are asked for. */
export type PreparedFile = CleanedFile & { kind: FileKind };

/** Judges a file by its own bytes and cleans it, reading the result back. Throws UploadError. */
export async function prepareFile(file: Blob, keepOriginal: boolean): Promise<PreparedFile> {
  if (file.size === 0) throw new UploadError('empty');
  if (file.size > MAX_UPLOAD_FILE) throw new UploadError('tooLarge');
  const source = sourceOfBlob(file);
  const kind = await orUnreadable(async () => fileKind(await bothEnds(source)));
  if (kind === null) throw new UploadError('kind');
  if (keepOriginal) return { kind, ...keptOriginal(source, true) };
  const outcome = await orUnreadable(() => cleanedFile(source, kind, fileKind));
  if (!('problem' in outcome)) return { kind, ...outcome };
  const encoded = isDecodable(kind) ? await encodedAnew(file) : null;
  if (encoded === null) throw new UploadError(outcome.problem);
  return { kind: JPEG, ...keptOriginal(sourceOfBlob(encoded), false), removed: ['other'] };
}

const JPEG: FileKind = { family: 'image', mediaType: 'image/jpeg', extension: 'jpg' };

/**
 * A picture that the browser shows though we cannot parse it, drawn and encoded anew; null where the browser does not
 * show it.
 */
async function encodedAnew(file: Blob): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
  } catch {
    return null;
  }
}

/** A file that was moved, changed or removed since it was chosen can no longer be read. */
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
