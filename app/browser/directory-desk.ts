import { fromBase64, toBase64 } from '~/envelope/bytes';
import { type CertifiedMember, type CertifiedUnit, canonicalDirectory, signDirectory } from '~/envelope/directory';
import { EnvelopeError } from '~/envelope/errors';
import { newSigningKey, signingKeyFromSeed } from '~/envelope/signing';
import { openDirectorySeed, wrapDirectorySeed } from '~/envelope/unit-key';
import { unitKeyPair } from './keyring';
import { checkedDirectory, type SignedDirectory } from './unit-desk';

type Grant = { unitKeyId: string; wrapped: string };

/** The county directory key: its public half, and its seed for the guardians only (base64). */
export type MadeDirectoryKey = { publicKey: string; wrapped: string };

/** Makes the county directory key and seals its seed to the guardians' unit key, opened from the grant, not believed. */
export async function makeDirectoryKey(guardians: Grant): Promise<MadeDirectoryKey> {
  const key = newSigningKey();
  const { recipient } = await unitKeyPair(guardians);
  const wrapped = await wrapDirectorySeed(key.seed, recipient);
  key.seed.fill(0);
  return { publicKey: key.publicKey, wrapped: toBase64(wrapped) };
}

export type NextDirectory = {
  /** Sealed seed and the grant of the guardians' key that opens it. */
  seed: string;
  grant: Grant;
  publicKey: string;
  before: SignedDirectory | null;
  today: string;
  /** Certified from now on, whether or not they were before. */
  members: readonly CertifiedMember[];
  units: readonly CertifiedUnit[];
};

/**
 * Signs the next version: everything of the version before that still stands is kept by the caller's lists. Rejects
 * with EnvelopeError `badSignature` when the version before is forged or the seed belongs to another county key.
 */
export async function signNext(next: NextDirectory): Promise<{ statement: string; signature: string }> {
  const { identity } = await unitKeyPair(next.grant);
  const seed = await openDirectorySeed(fromBase64(next.seed), identity);
  if (signingKeyFromSeed(seed).publicKey !== next.publicKey) throw new EnvelopeError('badSignature', 'county key');
  const version = (next.before ? checkedDirectory(next.before).version : 0) + 1;
  const statement = canonicalDirectory({
    version,
    madeOn: next.today,
    units: [...next.units],
    members: [...next.members],
  });
  const signature = signDirectory(statement, seed);
  seed.fill(0);
  return { statement, signature };
}
