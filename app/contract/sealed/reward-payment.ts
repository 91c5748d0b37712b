import * as z from 'zod/mini';
import type { PartLabel } from '~/envelope/seal';
import { content, openContent, sealContent } from './content';

/** Which payment paid a case's reward: the only link that remains from a case to its payment. */
export const rewardPaymentContent = content(
  'rewardPayment',
  z.object({
    /** Its number on the payouts page. */
    order: z.int(),
    amountFen: z.string(),
    voucher: z.string(),
    paidOn: z.string(),
  }),
);
export type RewardPayment = ReturnType<typeof rewardPaymentContent.read>;

/** All are padded to this many bytes. */
const BYTES = 512;

const labelOf = (proposalId: string): PartLabel => ({ kind: 'rewardPayment', scope: proposalId, sequence: 0 });

/** Seals a payment to the key of its case. */
export const sealRewardPayment = (proposalId: string, payment: RewardPayment, caseRecipient: string) =>
  sealContent(rewardPaymentContent, labelOf(proposalId), payment, [caseRecipient], BYTES);

/** Opens it with the case's key of any generation. Throws EnvelopeError as `openContent` does. */
export const openRewardPayment = (proposalId: string, sealed: Uint8Array, identity: string): Promise<RewardPayment> =>
  openContent(rewardPaymentContent, sealed, identity, labelOf(proposalId));
