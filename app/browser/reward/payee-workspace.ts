import { checkedMarks } from '~/browser/case/mark-check';
import { checkedDirectoryIfAny } from '~/browser/keys/checked-directory';
import { vouchingLists } from '~/browser/keys/renewed-keys';
import { requireFreePeople, requireFreeUnit } from '~/browser/opening/accused-check';
import { readAnswer } from '~/contract/answers/answer';
import {
  type GuardianBatch,
  guardianBatch,
  type PayoutLists,
  payoutLists,
  type SealedPayment,
  sealedPayment,
} from '~/contract/answers/payouts';
import { joinPayee, type PayeePlain, releaseShare } from '~/contract/sealed/payee';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { requireKeyOfKind } from '~/envelope/keys/directory';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { payeeHash, requireClaim, requireClaimProof } from '~/envelope/reward/claim';

type Grant = { unitKeyId: string; wrapped: string };
/** The part of the keyring needed here; in tests and the demo it is made by hand. */
type Keyring = { member: () => { memberId: string }; unitIdentity: (grant: Grant) => Promise<string> };
type Share = { unitKeyId: string; bytes: string };

export type BankPayee = Extract<PayeePlain, { method: 'bank' }>;

/** The member's key of a unit-key epoch; throws when this member was never given it. */
function identityFor(unitKeyId: string, grants: readonly Grant[], keyring: Keyring): Promise<string> {
  const grant = grants.find((given) => given.unitKeyId === unitKeyId);
  return grant ? keyring.unitIdentity(grant) : Promise.reject(new Error('no grant'));
}

/**
 * Opens the guardians' shares of a batch and seals each anew to finance: to the key that holds finance's own share, and
 * only if the signed directory certifies that key, the rewarded reporter signed the payee, and a lead who can open the
 * report vouched for the reporter. Rejects with EnvelopeError: `badSignature` for a payee that is not the reporter's,
 * `accusedUnit` where that lead, this guardian or finance belongs to an office that the report is about.
 */
export async function releaseShares(
  given: GuardianBatch,
  givenLists: PayoutLists,
  grants: readonly Grant[],
  keyring: Keyring,
): Promise<(Share & { rewardId: string })[]> {
  const [batch, lists] = [readAnswer(guardianBatch, given), readAnswer(payoutLists, givenLists)];
  const checked = await listsOf(lists);
  const [now, ...former] = checked;
  const marks = await checkedMarks(lists.marks, checked);
  return Promise.all(
    batch.shares.map(async ({ rewardId, unitKeyId, bytes, financeKeyId, claim }) => {
      requireClaim({ ...claim, rewardId }, checked);
      if (now === undefined) throw new EnvelopeError('badSignature', 'finance key not certified');
      const finance = requireKeyOfKind(now, financeKeyId, 'finance');
      const mayPay = (about: ShareAbout) => {
        requireClaimProof({ ...claim, rewardId }, about.proofKey);
        const all = { now, former, marks, transfers: null };
        const people = [claim.claimant?.memberId ?? '', keyring.member().memberId];
        requireFreePeople(all, about, people, 'ever');
        requireFreeUnit(all, about, finance.unitId);
      };
      const guardiansIdentity = await identityFor(unitKeyId, grants, keyring);
      const release = { rewardId, share: fromBase64(bytes), guardiansIdentity, toRecipient: finance.recipient, mayPay };
      return { rewardId, unitKeyId: financeKeyId, bytes: toBase64(await releaseShare(release)) };
    }),
  );
}

export const listsOf = async (lists: Pick<PayoutLists, 'directory' | 'former'>) =>
  vouchingLists(lists, await checkedDirectoryIfAny(lists.directory));

/**
 * Joins finance's share with the released one and opens the payee, in memory only, after checking its claimant's
 * signature. Rejects with EnvelopeError (`badSignature`: not the rewarded reporter's payee), or when the payment has no
 * payee or this member holds no key for it.
 */
export async function openPayee(
  given: SealedPayment,
  lists: PayoutLists,
  grants: readonly Grant[],
  keyring: Keyring,
): Promise<BankPayee> {
  const { rewardId, payee, shares, claim } = readAnswer(sealedPayment, given);
  if (payee === null || shares === null) throw new Error('no payee');
  // The hash is computed from these very bytes, whatever the page says it is.
  requireClaim(
    { ...claim, rewardId, payee: payeeHash(fromBase64(payee)) },
    await listsOf(readAnswer(payoutLists, lists)),
  );
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
