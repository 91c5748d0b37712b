import { EnvelopeError } from '~/envelope/errors';
import { openFileParts } from '~/envelope/file-parts';
import type { OpenedCase, OpenedFile } from './case-desk';

/** Fetches one sealed part by its id. */
export type FetchPart = (partId: string) => Promise<Uint8Array>;

/**
 * Opens a reporter's file, part by part; nothing is given out before the last part was checked against the manifest.
 * Throws EnvelopeError `damaged`.
 */
export async function openCaseFile(
  opened: OpenedCase,
  file: OpenedFile,
  fetchPart: FetchPart,
  progress: (done: number, all: number) => void = () => undefined,
): Promise<Blob> {
  const report = opened.reports.find(({ reportId }) => reportId === file.reportId);
  if (!report) throw new EnvelopeError('wrongPart', 'report');
  async function* sealedParts() {
    for (const id of file.partIds) yield await fetchPart(id);
  }
  const contents: BlobPart[] = [];
  const parts = openFileParts({
    reportId: file.reportId,
    entry: file.entry,
    parts: sealedParts(),
    reportIdentity: report.keys.report.identity,
  });
  for await (const content of parts) {
    contents.push(content as Uint8Array<ArrayBuffer>);
    progress(contents.length, file.partIds.length);
  }
  // Never the type the reporter's device claimed: the browser must save it, not run or show it here.
  return new Blob(contents, { type: 'application/octet-stream' });
}

const MOST_NAME = 100;

/** A name that is safe to save under: no path, control or direction-changing characters, not hidden, not too long. */
export function safeFileName(name: string, fallback: string): string {
  const bare = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const cleaned = bare
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (cleaned === '') return fallback;
  const dot = cleaned.lastIndexOf('.');
  const extension = dot > 0 ? cleaned.slice(dot).slice(0, 12) : '';
  return [...cleaned.slice(0, dot > 0 ? dot : undefined)].slice(0, MOST_NAME).join('') + extension;
}
