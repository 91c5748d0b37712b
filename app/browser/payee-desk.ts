import { fromBase64, toBase64 } from '~/envelope/bytes';
import type { SignedDirectory } from '~/envelope/directory';
import { EnvelopeError } from '~/envelope/errors';
import { joinPayee, type PayeePlain, releaseShare } from '~/envelope/payee';
import { checkedDirectory } from './checked-directory';

type Grant = { unitKeyId: string; wrapped: string };
/** The part of the keyring needed here; in tests and the demo made by hand. */
type Keyring = { unitIdentity: (grant: Grant) => Promise<string> };
type Share = { unitKeyId: string; bytes: string };

/** A batch as the guardians' page gets it: their share (URL-safe Base64) of every bank payment in it. */
export type GuardianBatch = {
  id: string;
  order: number;
  shares: (Share & { rewardId: string; financeKeyId: string })[];
};
/** A released payment as finance's page gets it. */
export type SealedPayment = {
  rewardId: string;
  payee: string | null;
  shares: { finance: Share; released: Share } | null;
};

export type BankPayee = Extract<PayeePlain, { method: 'bank' }>;

/** The member's key of a unit-key epoch; throws when this member was never given it. */
function identityFor(unitKeyId: string, grants: readonly Grant[], keyring: Keyring): Promise<string> {
  const grant = grants.find((given) => given.unitKeyId === unitKeyId);
  return grant ? keyring.unitIdentity(grant) : Promise.reject(new Error('no grant'));
}

/**
 * Opens the guardians' shares of a batch and seals each anew to finance: to the key that holds finance's own share, and
 * only if the signed directory certifies it. Rejects with EnvelopeError.
 */
export async function releaseShares(
  batch: GuardianBatch,
  directory: SignedDirectory,
  grants: readonly Grant[],
  keyring: Keyring,
): Promise<(Share & { rewardId: string })[]> {
  const { units } = await checkedDirectory(directory);
  return Promise.all(
    batch.shares.map(async ({ rewardId, unitKeyId, bytes, financeKeyId }) => {
      const finance = units.find((unit) => unit.unitKeyId === financeKeyId && unit.kind === 'finance');
      if (!finance) throw new EnvelopeError('badSignature', 'finance key not certified');
      const guardiansIdentity = await identityFor(unitKeyId, grants, keyring);
      const share = fromBase64(bytes);
      const released = await releaseShare({ rewardId, share, guardiansIdentity, toRecipient: finance.recipient });
      return { rewardId, unitKeyId: financeKeyId, bytes: toBase64(released) };
    }),
  );
}

/**
 * Joins finance's share with the released one and opens the payee, in memory only. Rejects with EnvelopeError, or when
 * the payment has no payee or this member holds no key for it.
 */
export async function openPayee(
  { rewardId, payee, shares }: SealedPayment,
  grants: readonly Grant[],
  keyring: Keyring,
): Promise<BankPayee> {
  if (payee === null || shares === null) throw new Error('no payee');
  const { finance, released } = shares;
  const opened = await joinPayee({
    rewardId,
    payee: fromBase64(payee),
    financeShare: fromBase64(finance.bytes),
    released: fromBase64(released.bytes),
    financeIdentity: await identityFor(finance.unitKeyId, grants, keyring),
  });
  if (opened.method !== 'bank') throw new Error('no account');
  return opened;
}
