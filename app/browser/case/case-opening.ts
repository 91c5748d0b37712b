import type { SealedCase } from '~/domain/case/sealed-case';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import type { KeyPair } from '~/envelope/key-pair';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';

/** A case while it is being opened. */
export type Opening = {
  sealed: SealedCase;
  directory: DirectoryStatement | null;
  /** The checked list, then older ones: their members may have written messages and renewed keys. */
  directories: readonly DirectoryStatement[];
  unreadable: number;
  /** Parts that a later version of the program made. */
  newer: number;
};

export type KeysByEpoch = ReadonlyMap<number, KeyPair>;

/** A part that fails is counted and left out, so that one spoilt part does not hide the rest. */
export async function attempt<T>(opening: Opening, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    if (error.code === 'newerVersion') opening.newer += 1;
    else opening.unreadable += 1;
    return null;
  }
}

/** Throws EnvelopeError `wrongKey` for an epoch whose key did not open. */
export function ofEpoch(keys: KeysByEpoch, keyEpoch: number): string {
  const key = keys.get(keyEpoch);
  if (key === undefined) throw new EnvelopeError('wrongKey', 'epoch');
  return key.identity;
}
