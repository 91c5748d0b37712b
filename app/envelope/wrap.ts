import { EnvelopeError } from './errors';
import { type KeyPair, keyPairFromSeed, SEED_LENGTH } from './key-pair';
import { open, seal } from './seal';

/** Wraps the seed of a key pair for its holders; `scope` is the name of the key, e.g. `<report id>:report`. */
export async function wrapSeed(seed: Uint8Array, scope: string, recipients: readonly string[]): Promise<Uint8Array> {
  if (seed.length !== SEED_LENGTH) throw new EnvelopeError('damaged', 'seed length');
  return seal({ kind: 'wrappedKey', scope, sequence: 0 }, seed, recipients);
}

/** Opens what `wrapSeed` made. Throws EnvelopeError: wrongKey, wrongPart (another key's seed), damaged. */
export async function unwrapSeed(sealed: Uint8Array, identity: string, scope: string): Promise<Uint8Array> {
  const seed = await open(sealed, identity, { kind: 'wrappedKey', scope, sequence: 0 });
  if (seed.length !== SEED_LENGTH) throw new EnvelopeError('damaged', 'seed length');
  return seed;
}

/** `unwrapSeed`, then the key pair of that seed. */
export const unwrapKeyPair = async (sealed: Uint8Array, identity: string, scope: string): Promise<KeyPair> =>
  keyPairFromSeed(await unwrapSeed(sealed, identity, scope));
