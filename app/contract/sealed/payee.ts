import * as z from 'zod/mini';
import { newKeyPair } from '~/envelope/key-pair';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import type { ShareAbout } from '~/envelope/opening/share-about';
import type { PartLabel } from '~/envelope/seal';
import { content, openContent, sealContent } from './content';
import { joinReleased, releaseShareTo, splitForTwo } from './two-share-key';

/** Who is paid and how; sealed from the claim page until finance pays an approved batch. */
export const payeeContent = content(
  'payee',
  z.discriminatedUnion('method', [
    z.object({ method: z.literal('bank'), holder: z.string(), bank: z.string(), account: z.string() }),
    z.object({ method: z.literal('cash'), note: z.string() }),
  ]),
);
export type PayeePlain = ReturnType<typeof payeeContent.read>;

export type PayeeShare = { share: 'finance' | 'guardians'; unitKeyId: string; bytes: Uint8Array };
export type SealedPayee = { payee: Uint8Array; payeeRecipient: string; shares: PayeeShare[] };

/** All payees are padded to this many bytes. */
const PAYEE_BYTES = 1024;

/**
 * Seals a payee to a fresh key whose seed goes to finance and guardians in two shares; only the guardians' share has
 * `about`.
 */
export async function sealPayee(claim: {
  rewardId: string;
  payee: PayeePlain;
  finance: UnitKeyRef;
  guardians: UnitKeyRef;
  about: ShareAbout;
}): Promise<SealedPayee> {
  const { rewardId, finance, guardians, about } = claim;
  const key = await newKeyPair();
  const holders = [
    { holder: 'finance', recipient: finance.recipient },
    { holder: 'guardians', recipient: guardians.recipient },
  ] as const;
  const [forFinance, forGuardians] = await splitForTwo(key.seed, payeeScope(rewardId), holders, about);
  return {
    payee: await sealContent(payeeContent, payeeLabel(rewardId), claim.payee, [key.recipient], PAYEE_BYTES),
    payeeRecipient: key.recipient,
    shares: [
      { share: 'finance', unitKeyId: finance.unitKeyId, bytes: forFinance },
      { share: 'guardians', unitKeyId: guardians.unitKeyId, bytes: forGuardians },
    ],
  };
}

/**
 * Runs in a guardian's browser for each approved batch: re-seals the guardians' share to the finance unit's key,
 * without what it says about the report. `mayPay` throws where it must not be paid.
 */
export const releaseShare = (release: {
  rewardId: string;
  share: Uint8Array;
  guardiansIdentity: string;
  toRecipient: string;
  mayPay: (about: ShareAbout) => void;
}): Promise<Uint8Array> =>
  releaseShareTo({
    scope: payeeScope(release.rewardId),
    holder: 'guardians',
    share: release.share,
    holderIdentity: release.guardiansIdentity,
    toRecipient: release.toRecipient,
    mayHave: (about) => {
      if (about !== null) release.mayPay(about);
    },
    tellAbout: false,
  });

/** Runs in a finance officer's browser: joins both shares and opens the payee. Throws EnvelopeError as `open` does. */
export async function joinPayee(paying: {
  rewardId: string;
  payee: Uint8Array;
  financeShare: Uint8Array;
  released: Uint8Array;
  financeIdentity: string;
}): Promise<PayeePlain> {
  const { rewardId, financeIdentity: identity } = paying;
  const key = await joinReleased({
    scope: payeeScope(rewardId),
    own: { holder: 'finance', share: paying.financeShare, identity },
    released: { holder: 'guardians', share: paying.released, identity },
  });
  return openPayeeWith(rewardId, paying.payee, key);
}

/** Opens a payee with its joined key. */
export const openPayeeWith = (rewardId: string, payee: Uint8Array, key: { identity: string }): Promise<PayeePlain> =>
  openContent(payeeContent, payee, key.identity, payeeLabel(rewardId));

/** Scope of the payee key's shares. */
export const payeeScope = (rewardId: string): string => `${rewardId}:payee`;
const payeeLabel = (rewardId: string): PartLabel => ({ kind: 'payee', scope: rewardId, sequence: 0 });
