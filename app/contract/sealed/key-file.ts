import * as z from 'zod/mini';
import { utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { joinMask, type MaskedFile, maskSecret, splitMask, unmaskSecret } from '~/envelope/masked-file';
import { type ShareAbout, shareAboutShape } from '~/envelope/opening/share-about';
import { type PartLabel, sealedLength } from '~/envelope/seal';
import { content, openContent, sealContent } from './content';

/** Whose file it is: the handling unit's holds whole keys, the others' hold one share of each key. */
export type KeyFileHolder = 'unit' | 'custodians' | 'guardians';

/** The seed of a key, or a share of it, with the name of the key. */
export type ScopedSecret = { scope: string; secret: Uint8Array };

/**
 * All that one holder gets when a report is sent, in one age file: each secret by the scope of its key, under a mask of
 * its own (masked-file). `about` as in a share.
 */
export const keyFileContent = content(
  'keyFile',
  z.object({ keys: z.record(z.string(), z.string()), about: z.nullable(shareAboutShape) }),
);

/** All files of a holder have one size, which has room for three keys and, with shares, for one accused unit. */
const FILE_BYTES: Record<KeyFileHolder, number> = { unit: 400, custodians: 656, guardians: 656 };

/** Bytes of every sealed file of this holder. */
export const keyFileLength = (holder: KeyFileHolder): number => sealedLength(labelOf(holder), FILE_BYTES[holder]);

/**
 * Seals the secrets together, and returns the file with each secret's mask in their order. Throws RangeError rather
 * than let a file's size tell what it holds.
 */
export async function sealKeyFile(
  holder: KeyFileHolder,
  secrets: readonly ScopedSecret[],
  about: ShareAbout | null,
  recipient: string,
): Promise<{ file: Uint8Array; masks: Uint8Array[] }> {
  const made = secrets.map(({ scope, secret }) => ({ scope, ...maskSecret(secret, scope) }));
  const keys = Object.fromEntries(made.map(({ scope, masked }) => [scope, masked]));
  const plain = { keys, about: about && { ...about, accused: [...about.accused].sort() } };
  if (utf8(JSON.stringify(keyFileContent.written(plain))).length > FILE_BYTES[holder]) throw new RangeError('key file');
  const file = await sealContent(keyFileContent, labelOf(holder), plain, [recipient], FILE_BYTES[holder]);
  return { file, masks: made.map(({ mask }) => mask) };
}

/**
 * The one secret of a key file for which `bytes` bring the mask; null where `bytes` are no such file. Throws
 * EnvelopeError: wrongKey, wrongPart (another holder's file, a key that is not in it, or another key's mask), damaged,
 * newerVersion.
 */
export async function openFromKeyFile(
  bytes: Uint8Array,
  identity: string,
  holder: KeyFileHolder,
  scope: string,
): Promise<{ secret: Uint8Array; about: ShareAbout | null } | null> {
  const given = splitMask(bytes);
  if (given === null) return null;
  const { keys, about } = await openContent(keyFileContent, given.file, identity, labelOf(holder));
  const masked = keys[scope];
  if (masked === undefined) throw new EnvelopeError('wrongPart', 'key file');
  return { secret: unmaskSecret(masked, given.mask, scope), about };
}

/** The file as it is stored for each of its keys: one copy with each mask. */
export const keptFor = ({ file, masks }: { file: Uint8Array; masks: readonly Uint8Array[] }): Uint8Array[] =>
  masks.map((mask): MaskedFile => ({ mask, file })).map(joinMask);

const labelOf = (holder: KeyFileHolder): PartLabel => ({ kind: 'keyFile', scope: holder, sequence: 0 });
