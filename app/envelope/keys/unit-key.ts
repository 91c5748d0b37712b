import type { KeyPair } from '~/envelope/key-pair';
import { unwrapKeyPair, unwrapSeed, wrapSeed } from '~/envelope/wrap';

const scopeOf = (unitKeyId: string) => `unitKey:${unitKeyId}`;
const DIRECTORY_SCOPE = 'directoryKey';

/** A unit's seed for one of its members. */
export const wrapUnitSeed = (seed: Uint8Array, unitKeyId: string, memberRecipient: string): Promise<Uint8Array> =>
  wrapSeed(seed, scopeOf(unitKeyId), [memberRecipient]);

/** Opens what `wrapUnitSeed` made; throws EnvelopeError. */
export const openUnitKey = (wrapped: Uint8Array, unitKeyId: string, memberIdentity: string): Promise<KeyPair> =>
  unwrapKeyPair(wrapped, memberIdentity, scopeOf(unitKeyId));

/** The Ed25519 seed that signs the county directory, wrapped for the guardians' unit key. */
export const wrapDirectorySeed = (seed: Uint8Array, guardiansRecipient: string): Promise<Uint8Array> =>
  wrapSeed(seed, DIRECTORY_SCOPE, [guardiansRecipient]);

/** Opens what `wrapDirectorySeed` made; throws EnvelopeError. */
export const openDirectorySeed = (wrapped: Uint8Array, guardiansIdentity: string): Promise<Uint8Array> =>
  unwrapSeed(wrapped, guardiansIdentity, DIRECTORY_SCOPE);
