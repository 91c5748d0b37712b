import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { EnvelopeError } from '~/envelope/errors';
import { open, type PartLabel, seal } from '~/envelope/seal';

/** Bytes of content in a part; with its header it pads to exactly 4 MiB. */
export const FILE_PART_BYTES = 4 * 1024 * 1024 - 1024;

export type SealedFilePart = {
  sequence: number;
  bytes: Uint8Array;
  /** SHA-256 of the sealed bytes, hex. */
  sha256: string;
  /** Bytes of the file inside. */
  length: number;
};

/** One file as its manifest describes it; nothing of this is in the clear. */
export type FileEntry = {
  fileIndex: number;
  name: string;
  type: string;
  size: number;
  /** The hash of each sealed part, in order. */
  hashes: string[];
};

export type FileToSeal = {
  reportId: string;
  fileIndex: number;
  bytes: Uint8Array | AsyncIterable<Uint8Array>;
  reportRecipient: string;
};

/** Seals a file part by part, holding one part in memory at a time. An empty file has one empty part. */
export async function* sealFile(file: FileToSeal): AsyncGenerator<SealedFilePart, void, undefined> {
  let sequence = 0;
  for await (const content of fileContents(file.bytes)) {
    yield await sealFilePart(file, sequence, content);
    sequence += 1;
  }
}

/** Seals one part by itself: a lost part is sealed anew, and then has another hash. */
export async function sealFilePart(
  { reportId, fileIndex, reportRecipient }: Omit<FileToSeal, 'bytes'>,
  sequence: number,
  content: Uint8Array,
): Promise<SealedFilePart> {
  const bytes = await seal(partLabel(reportId, fileIndex, sequence), content, [reportRecipient]);
  return { sequence, bytes, sha256: await hashOf(bytes), length: content.length };
}

/** The manifest's entry for a file of which all parts were sealed. */
export function fileEntry(
  file: Pick<FileEntry, 'fileIndex' | 'name' | 'type'>,
  parts: readonly Pick<SealedFilePart, 'sha256' | 'length'>[],
): FileEntry {
  const { fileIndex, name, type } = file;
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return { fileIndex, name, type, size, hashes: parts.map((part) => part.sha256) };
}

export type FileToOpen = {
  reportId: string;
  entry: FileEntry;
  /** The sealed parts in order. */
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  reportIdentity: string;
};

/**
 * Opens a file part by part. The hash of each part is compared with the manifest before the part is opened, so only
 * what the reporter sealed is ever shown. Throws EnvelopeError `damaged` for a wrong, missing or surplus part.
 */
export async function* openFileParts(file: FileToOpen): AsyncGenerator<Uint8Array, void, undefined> {
  const { entry, reportId, reportIdentity } = file;
  let sequence = 0;
  let size = 0;
  for await (const sealed of file.parts) {
    if ((await hashOf(sealed)) !== entry.hashes[sequence]) throw new EnvelopeError('damaged', 'file part');
    const content = await open(sealed, reportIdentity, partLabel(reportId, entry.fileIndex, sequence));
    size += content.length;
    if (size > entry.size) throw new EnvelopeError('damaged', 'file size');
    yield content;
    sequence += 1;
  }
  if (sequence !== entry.hashes.length || size !== entry.size) throw new EnvelopeError('damaged', 'file cut short');
}

/**
 * Content of a file's parts, of FILE_PART_BYTES each whatever the size of the pieces that arrive. The same memory is
 * filled again for each part, so seal one before asking for the next.
 */
export async function* fileContents(
  source: Uint8Array | AsyncIterable<Uint8Array>,
  partBytes = FILE_PART_BYTES,
): AsyncGenerator<Uint8Array> {
  const pieces = source instanceof Uint8Array ? [source] : source;
  const part = new Uint8Array(partBytes);
  let used = 0;
  let given = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      if (used === part.length) {
        yield part;
        given += 1;
        used = 0;
      }
      const taken = piece.subarray(at, at + part.length - used);
      part.set(taken, used);
      used += taken.length;
      at += taken.length;
    }
  }
  if (used > 0 || given === 0) yield part.subarray(0, used);
}

/** Uses the platform's hash where there is one, which is several times as fast and does not block the page. */
async function hashOf(bytes: Uint8Array): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) return bytesToHex(sha256(bytes));
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)));
}

const partLabel = (reportId: string, fileIndex: number, sequence: number): PartLabel => ({
  kind: 'file',
  scope: `${reportId}:${fileIndex}`,
  sequence,
});
