import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Superior } from '~/envelope/keys/superior';
import { sealOutside } from '~/envelope/outside-file';

/** A file of a reporter as it goes along, under the name that it has in the list of the document. */
export type ExportedFile = { name: string; bytes: Uint8Array };

/** Of all files together; larger ones are handed on by themselves, since an export is made in memory. */
export const MAX_EXPORTED_FILES = 100 * 1024 * 1024;

/**
 * What of a case goes to the level above: an age file to its holders' keys alone, which the age command opens to a ZIP
 * archive with the document and the files. Throws EnvelopeError `weakRecipient`.
 */
export function sealCaseExport(
  { html, files }: { html: string; files: readonly ExportedFile[] },
  superior: Pick<Superior, 'holders'>,
): Promise<Uint8Array> {
  // Photos and videos are compressed already.
  const entries: Zippable = Object.fromEntries(
    files.map(({ name, bytes }) => [`files/${name}`, [bytes, { level: 0 }]]),
  );
  return sealOutside(zipSync({ 'case.html': strToU8(html), ...entries }), superior);
}
