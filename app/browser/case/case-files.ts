import { isReservedName } from '~/domain/report/file-name';
import { EnvelopeError } from '~/envelope/errors';
import { openFileParts } from '~/envelope/report/file-parts';
import type { OpenedFile } from './case-said';
import type { OpenedCase } from './case-workspace';

/** Fetches one sealed part by its id. */
export type FetchPart = (partId: string) => Promise<Uint8Array>;

type Progress = (done: number, all: number) => void;

/** Contents of a reporter's file, one checked part after the other. */
async function* contentsOf(
  opened: OpenedCase,
  file: OpenedFile,
  fetchPart: FetchPart,
  progress: Progress,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const report = opened.reports.find(({ reportId }) => reportId === file.reportId);
  if (!report) throw new EnvelopeError('wrongPart', 'report');
  async function* sealedParts() {
    for (const id of file.partIds) yield await fetchPart(id);
  }
  const parts = openFileParts({
    reportId: file.reportId,
    entry: file.entry,
    parts: sealedParts(),
    reportIdentity: report.keys.report.identity,
  });
  let done = 0;
  for await (const content of parts) {
    yield content as Uint8Array<ArrayBuffer>;
    done += 1;
    progress(done, file.partIds.length);
  }
}

/**
 * Opens a reporter's file, part by part; nothing is given out before the last part has been checked against the
 * manifest. Each part becomes a Blob at once: the browser may keep those on disk, and the page holds one part. Throws
 * EnvelopeError `damaged`.
 */
export async function openCaseFile(
  opened: OpenedCase,
  file: OpenedFile,
  fetchPart: FetchPart,
  progress: Progress = () => undefined,
): Promise<Blob> {
  const contents: Blob[] = [];
  for await (const content of contentsOf(opened, file, fetchPart, progress)) contents.push(new Blob([content]));
  // The type that the reporter's device claimed is not used: the browser must save the file, not run or show it here.
  return new Blob(contents, { type: 'application/octet-stream' });
}

/**
 * Where a large file is written as it is opened: a `FileSystemWritableFileStream`, which appears only once it is
 * closed.
 */
export type FileSink = {
  write: (content: Uint8Array<ArrayBuffer>) => Promise<void>;
  close: () => Promise<void>;
  abort: () => Promise<void>;
};

/** Opens a file straight onto the disk, with one part in memory. A part that does not fit leaves no file behind. */
export async function saveCaseFile(
  opened: OpenedCase,
  file: OpenedFile,
  fetchPart: FetchPart,
  sink: FileSink,
  progress: Progress = () => undefined,
): Promise<void> {
  try {
    for await (const content of contentsOf(opened, file, fetchPart, progress)) await sink.write(content);
  } catch (error) {
    await sink.abort();
    throw error;
  }
  await sink.close();
}

/**
 * From this size on the officer is asked where to save it, where the browser can do so; smaller ones are held in
 * memory.
 */
const LARGE = 32 * 1024 * 1024;
type Picker = (options: { suggestedName: string }) => Promise<{ createWritable: () => Promise<FileSink> }>;

/** Asks where to save a large file; null where it is small or the browser cannot. Rejects when the officer declines. */
export async function chosenSink(name: string, size: number): Promise<FileSink | null> {
  const { showSaveFilePicker } = window as typeof window & { showSaveFilePicker?: Picker };
  if (size < LARGE || showSaveFilePicker === undefined) return null;
  const handle = await showSaveFilePicker.call(window, { suggestedName: name });
  return handle.createWritable();
}

const MAX_NAME = 100;

/** A name that is safe to save under: no path, control or direction-changing characters, not hidden, not too long. */
export function safeFileName(name: string, fallback: string): string {
  const bare = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const cleaned = bare
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (cleaned === '') return fallback;
  const shown = isReservedName(cleaned) ? `_${cleaned}` : cleaned;
  const dot = shown.lastIndexOf('.');
  const extension = dot > 0 ? shown.slice(dot).slice(0, 12) : '';
  return [...shown.slice(0, dot > 0 ? dot : undefined)].slice(0, MAX_NAME).join('') + extension;
}
