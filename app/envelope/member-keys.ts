import { concat } from './bytes';
import { EnvelopeError } from './errors';
import { type KeyPair, keyPairFromSeed, newKeyPair, SEED_LENGTH } from './key-pair';
import { open, type PartLabel, seal } from './seal';
import { newSigningKey, SIGNING_SEED_LENGTH, type SigningKey, signingKeyFromSeed } from './signing';

/** What a member of staff holds: an age key pair to open with, an Ed25519 key to sign with. */
export type MemberKeys = { age: KeyPair; signing: SigningKey };

export const newMemberKeys = async (): Promise<MemberKeys> => ({ age: await newKeyPair(), signing: newSigningKey() });

/** The member's two seeds sealed to the wrapping key of a passphrase or passkey; the server keeps only this. */
export async function wrapMemberKeys(
  keys: MemberKeys,
  memberId: string,
  wrappingRecipient: string,
): Promise<Uint8Array> {
  return seal(labelOf(memberId), concat(keys.age.seed, keys.signing.seed), [wrappingRecipient]);
}

/** Opens what `wrapMemberKeys` made. Throws EnvelopeError: wrongKey, wrongPart (another member's keys), damaged. */
export async function openMemberKeys(
  wrapped: Uint8Array,
  memberId: string,
  wrappingIdentity: string,
): Promise<MemberKeys> {
  const seeds = await open(wrapped, wrappingIdentity, labelOf(memberId));
  if (seeds.length !== SEED_LENGTH + SIGNING_SEED_LENGTH) throw new EnvelopeError('damaged', 'seed length');
  return {
    age: await keyPairFromSeed(seeds.slice(0, SEED_LENGTH)),
    signing: signingKeyFromSeed(seeds.slice(SEED_LENGTH)),
  };
}

const labelOf = (memberId: string): PartLabel => ({ kind: 'memberKeys', scope: memberId, sequence: 0 });
