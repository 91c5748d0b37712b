import { newKeyPair } from '~/envelope/key-pair';
import { open, type PartLabel, seal } from '~/envelope/seal';

/** Largest file of evidence in bytes: a form takes it whole. */
export const LARGEST_EVIDENCE = 400 * 1024;

/** Seals a file to a key of its own, whose identity lies in the entry: whoever opens that opens the file. */
export async function sealHazardFile(
  fileId: string,
  bytes: Uint8Array,
): Promise<{ sealed: Uint8Array; identity: string }> {
  const key = await newKeyPair();
  return { sealed: await seal(labelOf(fileId), bytes, [key.recipient]), identity: key.identity };
}

/** Throws EnvelopeError: wrongKey, wrongPart (another file was put here), damaged. */
export const openHazardFile = (fileId: string, sealed: Uint8Array, identity: string): Promise<Uint8Array> =>
  open(sealed, identity, labelOf(fileId));

const labelOf = (fileId: string): PartLabel => ({ kind: 'hazardFile', scope: fileId, sequence: 0 });
