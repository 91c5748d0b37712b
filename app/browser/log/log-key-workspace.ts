import { unitKeyPair } from '~/browser/keys/keyring';
import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { type LogKey, logKeyId, signLogKeyConfirmation } from '~/envelope/keys/log-key';
import { openDirectorySeed } from '~/envelope/keys/unit-key';
import { signingKeyFromSeed } from '~/envelope/signing';

/** Whether what the guardian typed from the printed line is the id of this very key; spaces and case do not matter. */
export const isPrintedLogKey = (typed: string, key: Pick<LogKey, 'publicKey'>): boolean =>
  typed.toLowerCase().replace(/[^0-9a-f]/g, '') === logKeyId(key.publicKey);

type Signing = {
  key: LogKey;
  typed: string;
  /** The county key's seed, sealed, and the grant of the guardians' key that opens it. */
  seed: string;
  grant: { unitKeyId: string; wrapped: string };
  publicKey: string;
};

/**
 * Signs a log key with the county key. Rejects with EnvelopeError `badSignature` for another key than the printed one.
 */
export async function confirmedLogKey({ key, typed, seed, grant, publicKey }: Signing): Promise<string> {
  if (!isPrintedLogKey(typed, key)) throw new EnvelopeError('badSignature', 'log key');
  const { identity } = await unitKeyPair(grant);
  const county = await openDirectorySeed(fromBase64(seed), identity);
  if (signingKeyFromSeed(county).publicKey !== publicKey) throw new EnvelopeError('badSignature', 'county key');
  const signature = signLogKeyConfirmation(key, county);
  county.fill(0);
  return signature;
}
