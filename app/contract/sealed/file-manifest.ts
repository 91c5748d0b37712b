import * as z from 'zod/mini';
import { EnvelopeError } from '~/envelope/errors';
import { FILE_PART_BYTES, type FileEntry } from '~/envelope/report/file-parts';
import { openJson, type PartLabel } from '~/envelope/seal';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { content, sealContent, signatureText } from './content';

export type FileManifest = { files: FileEntry[] };

const entry = z
  .object({
    fileIndex: z.int(),
    name: z.string(),
    type: z.string(),
    size: z.int().check(z.minimum(0)),
    hashes: z.array(z.string()),
  })
  .check(z.refine(({ size, hashes }) => size <= hashes.length * FILE_PART_BYTES));
export const fileManifestContent = content(
  'fileManifest',
  z.object({ files: z.array(entry), signature: signatureText }),
);

type ManifestPlace = { reportId: string; sequence?: number };

/**
 * Seals names, types, sizes and hashes to the report key, signed by the reporter; `sequence` counts later deliveries of
 * files.
 */
export function sealManifest(
  manifest: FileManifest & ManifestPlace & { reportRecipient: string; signingSeed: Uint8Array },
): Promise<Uint8Array> {
  const { reportId, sequence = 0, files } = manifest;
  const signature = signStatement('fileManifest', signedFields(reportId, sequence, files), manifest.signingSeed);
  return sealContent(fileManifestContent, manifestLabel(reportId, sequence), { files, signature }, [
    manifest.reportRecipient,
  ]);
}

/**
 * Opens a manifest signed by `signingKey` (null: the key is not known, so no signature counts). Throws EnvelopeError:
 * badSignature (not the reporter's), `damaged` also for impossible sizes, wrongKey, wrongPart, newerVersion.
 */
export async function openManifest(
  { reportId, sequence = 0 }: ManifestPlace,
  sealed: Uint8Array,
  reportIdentity: string,
  signingKey: string | null,
): Promise<FileManifest> {
  const label = manifestLabel(reportId, sequence);
  const plain = await openJson(sealed, reportIdentity, label);
  const { files, signature } = fileManifestContent.read(plain);
  const fields = signedFields(reportId, sequence, (plain as { files: unknown }).files);
  if (signingKey === null || !verifyStatement('fileManifest', fields, signature, signingKey)) {
    throw new EnvelopeError('badSignature', 'manifest');
  }
  return { files };
}

/** The list as JSON as it was written: what a later version adds to an entry was not signed. */
const signedFields = (reportId: string, sequence: number, files: unknown) => ({
  reportId,
  sequence,
  files: JSON.stringify(files),
});

const manifestLabel = (reportId: string, sequence: number): PartLabel => ({
  kind: 'fileManifest',
  scope: reportId,
  sequence,
});
