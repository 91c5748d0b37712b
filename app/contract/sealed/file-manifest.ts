import { EnvelopeError } from '~/envelope/errors';
import { FILE_PART_BYTES, type FileEntry } from '~/envelope/file-parts';
import { openJson, type PartLabel, sealJson } from '~/envelope/seal';
import { signStatement, verifyStatement } from '~/envelope/signing';

export type FileManifest = { files: FileEntry[] };

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
  return sealJson(manifestLabel(reportId, sequence), { files, signature }, [manifest.reportRecipient]);
}

/**
 * Opens a manifest that `signingKey` signed (null: it is not known, and none counts). Throws EnvelopeError: badSignature
 * (not the reporter's), `damaged` for another shape or impossible sizes, wrongKey, wrongPart.
 */
export async function openManifest(
  { reportId, sequence = 0 }: ManifestPlace,
  sealed: Uint8Array,
  reportIdentity: string,
  signingKey: string | null,
): Promise<FileManifest> {
  const label = manifestLabel(reportId, sequence);
  const manifest = await openJson<{ files?: unknown; signature?: unknown } | null>(sealed, reportIdentity, label);
  const { files, signature } = manifest ?? {};
  if (!Array.isArray(files) || !files.every(isEntry)) throw new EnvelopeError('damaged', 'manifest');
  const signed = typeof signature === 'string' && signingKey !== null;
  if (!signed || !verifyStatement('fileManifest', signedFields(reportId, sequence, files), signature, signingKey)) {
    throw new EnvelopeError('badSignature', 'manifest');
  }
  return { files };
}

/** The list as JSON: its members keep the order in which they were written. */
const signedFields = (reportId: string, sequence: number, files: readonly FileEntry[]) => ({
  reportId,
  sequence,
  files: JSON.stringify(files),
});

function isEntry(value: unknown): value is FileEntry {
  const entry = (value ?? {}) as Partial<Record<keyof FileEntry, unknown>>;
  const { hashes, size } = entry;
  return (
    Number.isSafeInteger(entry.fileIndex) &&
    typeof entry.name === 'string' &&
    typeof entry.type === 'string' &&
    Array.isArray(hashes) &&
    hashes.every((hash) => typeof hash === 'string') &&
    typeof size === 'number' &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    size <= hashes.length * FILE_PART_BYTES
  );
}

const manifestLabel = (reportId: string, sequence: number): PartLabel => ({
  kind: 'fileManifest',
  scope: reportId,
  sequence,
});
