import { openJson, type PartLabel, sealJson } from '~/envelope/seal';

/** Which payment a case's reward was: what is left of the way from one to the other. */
export type RewardPayment = {
  /** Its number on the payouts page. */
  order: number;
  amountFen: string;
  voucher: string;
  paidOn: string;
};

/** All are filled to this many bytes. */
const BYTES = 512;

const labelOf = (proposalId: string): PartLabel => ({ kind: 'rewardPayment', scope: proposalId, sequence: 0 });

/** Seals a payment to the key of its case. */
export const sealRewardPayment = (proposalId: string, payment: RewardPayment, caseRecipient: string) =>
  sealJson(labelOf(proposalId), payment, [caseRecipient], BYTES);

/** Opens it with the case's key of any generation. Throws EnvelopeError as `openJson` does. */
export const openRewardPayment = (proposalId: string, sealed: Uint8Array, identity: string): Promise<RewardPayment> =>
  openJson<RewardPayment>(sealed, identity, labelOf(proposalId));
