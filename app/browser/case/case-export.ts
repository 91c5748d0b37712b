import { type ExportedFile, MAX_EXPORTED_FILES, sealCaseExport } from '~/contract/sealed/case-export';
import { fingerprintOf } from '~/envelope/key-pair';
import type { Superior } from '~/envelope/keys/superior';
import { type FetchPart, openCaseFile, safeFileName } from './case-files';
import type { OpenedCase } from './case-workspace';

/** Which files of the reports go along, by the name under which they do, and which are too large. */
export function filesToExport({ reports }: Pick<OpenedCase, 'reports'>) {
  let room = MAX_EXPORTED_FILES;
  const all = reports.flatMap(({ files }, report) =>
    files.map((file) => {
      const name = safeFileName(file.entry.name, `file-${file.entry.fileIndex + 1}`);
      const fits = file.entry.size <= room;
      if (fits) room -= file.entry.size;
      return { file, name: `${report + 1}-${file.entry.fileIndex + 1}-${name}`, fits };
    }),
  );
  return { along: all.filter(({ fits }) => fits), left: all.filter(({ fits }) => !fits) };
}

/**
 * Opens the files and seals all of it to the level above. `print` is the sealed file's fingerprint, for people to
 * compare.
 */
export async function exportCase(
  opened: OpenedCase,
  html: string,
  superior: Superior,
  fetchPart: FetchPart,
): Promise<{ sealed: Uint8Array<ArrayBuffer>; print: string }> {
  const files: ExportedFile[] = [];
  for (const { file, name } of filesToExport(opened).along) {
    const blob = await openCaseFile(opened, file, fetchPart);
    files.push({ name, bytes: new Uint8Array(await blob.arrayBuffer()) });
  }
  const sealed = new Uint8Array(await sealCaseExport({ html, files }, superior));
  return { sealed, print: fingerprintOf(sealed) };
}
