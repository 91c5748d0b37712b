import * as z from 'zod/mini';
import { caseLists } from './case';
import { signedClaim } from './ceremony';

const share = z.object({ unitKeyId: z.string(), bytes: z.string() });

/** The list in force, and earlier ones for leads who have left since. */
export const payoutLists = z.pick(caseLists, { directory: true, former: true, marks: true });
export type PayoutLists = z.output<typeof payoutLists>;

/** A batch as the guardians' page gets it: their share (URL-safe Base64) of every bank payment in it. */
export const guardianBatch = z.object({
  id: z.string(),
  order: z.int(),
  shares: z.array(z.extend(share, { rewardId: z.string(), financeKeyId: z.string(), claim: signedClaim })),
});
export type GuardianBatch = z.output<typeof guardianBatch>;

/** A released payment as finance's page gets it. */
export const sealedPayment = z.object({
  rewardId: z.string(),
  payee: z.nullable(z.string()),
  claim: signedClaim,
  shares: z.nullable(z.object({ finance: share, released: share })),
});
export type SealedPayment = z.output<typeof sealedPayment>;
