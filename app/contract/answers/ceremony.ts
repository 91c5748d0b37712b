import * as z from 'zod/mini';
import { signedList } from './answer';
import { caseLists, grant } from './case';
import { transfersAnswer } from './transfers';

// What a step of an opening hands out: at most sealed bytes (URL-safe Base64). What the asker, the guardian and the
// custodian signed is checked by the browser's workspace; these shapes only say how it is read.

/** The answer to any step; what it hands out is parsed according to the request. */
export const stepAnswer = z.object({ given: z.unknown() });

const share = z.object({ scope: z.string(), bytes: z.string() });
const held = z.extend(share, { unitKeyId: z.string() });
export type PostedShare = z.output<typeof share>;
export type HeldShare = z.output<typeof held>;

/** What the pages of openings give a browser before anything is opened. */
export const openingPage = z.extend(caseLists, { chain: z.nullable(transfersAnswer), grants: z.array(grant) });

/** A guardian's approval as it is stored. */
const keptApproval = z.object({
  approvedBy: z.string(),
  openerId: z.string(),
  receiverId: z.string(),
  expiresOn: z.string(),
  approval: z.string(),
  shares: z.readonly(z.array(share)),
});
export type KeptApproval = z.output<typeof keptApproval>;

/** The case behind the number that a lead typed. */
export const caseFound = z.object({ caseId: z.string() });
export type CaseFound = z.output<typeof caseFound>;

/** The sealed identity, and the custodians' share of its key. */
export const identityToOpen = z.object({ part: z.string(), approval: keptApproval, own: held });
export type IdentityToOpen = z.output<typeof identityToOpen>;

/** The own unit's shares, to be handed on to the asker. */
export const sharesToGive = z.object({ own: z.readonly(z.array(held)), approval: keptApproval });
export type SharesToGive = z.output<typeof sharesToGive>;

/** Both released shares of every key of a case. */
export const escrowToTake = z.object({
  approval: keptApproval,
  custodians: z.readonly(z.array(share)),
  caseId: z.string(),
  keys: z.readonly(
    z.array(
      z.object({
        scope: z.string(),
        reportId: z.nullable(z.string()),
        key: z.enum(['report', 'case']),
        keyEpoch: z.int(),
        recipient: z.nullable(z.string()),
      }),
    ),
  ),
  /** Recipients as the database rows name them; the narrative says whether they are the reporter's. */
  reports: z.readonly(
    z.array(
      z.object({
        reportId: z.string(),
        reporterRecipient: z.nullable(z.string()),
        threadRecipient: z.nullable(z.string()),
        narrative: z.nullable(z.string()),
      }),
    ),
  ),
  nextEpoch: z.int(),
});
export type EscrowToTake = z.output<typeof escrowToTake>;

/** Who may be paid, as the lead and the reporter signed it. */
export const signedClaim = z.object({
  rewardId: z.string(),
  payee: z.nullable(z.string()),
  payeeSignature: z.nullable(z.string()),
  claimant: z.nullable(z.object({ key: z.string(), memberId: z.string(), signature: z.string(), proof: z.string() })),
});

/** Drawn payments with both released shares of each payee. */
export const sampleToOpen = z.object({
  approval: keptApproval,
  lists: z.object({ directory: z.nullable(signedList), former: z.array(signedList) }),
  payments: z.array(
    z.object({
      rewardId: z.string(),
      order: z.int(),
      /** An amount in fen, as digits. */
      amount: z.string().check(z.regex(/^\d{1,15}$/)),
      paidOn: z.nullable(z.string()),
      voucher: z.nullable(z.string()),
      payee: z.string(),
      scope: z.string(),
      finance: z.string(),
      guardians: z.string(),
      claim: signedClaim,
    }),
  ),
});
export type SampleToOpen = z.output<typeof sampleToOpen>;
