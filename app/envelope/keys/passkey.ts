import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, utf8 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { type KeyPair, keyPairFromSeed } from '~/envelope/key-pair';

const PRF_LENGTH = 32;

/**
 * What passkeys are asked to evaluate (WebAuthn Level 3, section 10.1.4): 32 public bytes of the installation's salt.
 * It is one value for all, so that signing in needs no name: each passkey mixes in a secret of its own.
 */
export const prfInput = (installationSalt: Uint8Array): Uint8Array =>
  sha256(concat(utf8('anshao/passkey-prf/v1\n'), sha256(installationSalt)));

/**
 * The key pair that wraps a member's keys, from the 32 bytes that a passkey's PRF gave. These bytes never leave the
 * browser. Throws EnvelopeError `damaged` for another length.
 */
export async function passkeyIdentity(prfOutput: Uint8Array, memberId: string): Promise<KeyPair> {
  if (prfOutput.length !== PRF_LENGTH) throw new EnvelopeError('damaged', 'PRF length');
  const seed = hkdf(sha256, prfOutput, undefined, utf8(`anshao/passkey-wrapping/v1\n${memberId}`), 32);
  const pair = await keyPairFromSeed(seed);
  seed.fill(0);
  return pair;
}
