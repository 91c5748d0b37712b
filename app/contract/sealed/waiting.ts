import * as z from 'zod/mini';
import { SECTORS } from '~/domain/vocabulary';
import { content } from './content';

const fenDigits = z.string().check(z.regex(/^\d{1,18}$/));
/** By whom a payee must be signed, in the words of the lead who approved. */
const claimant = z.object({ key: z.string(), memberId: z.string(), signature: z.string(), proof: z.string() });
const share = z.object({ share: z.enum(['finance', 'guardians']), unitKeyId: z.string(), bytes: z.string() });

/**
 * What an act hands to publication or payment, as it waits sealed with a key of its day: for one night, and which payment is
 * for which proposal for as long as nobody has been paid. JSON, so bytes stand in it as Base64 and amounts as digits of fen.
 */
export const waitingContents = {
  /** A penalty decision for the exposure list. */
  penalty: content(
    'waitingPenalty',
    z.object({
      decisionNumber: z.string(),
      decidedOn: z.string(),
      offender: z.string(),
      creditCode: z.nullable(z.string()),
      sector: z.enum(SECTORS),
      town: z.nullable(z.string()),
      offence: z.string(),
      legalBasis: z.string(),
      amount: fenDigits,
      unitId: z.string(),
    }),
  ),
  /** A claim: all that finance's row will hold, and whose it is. */
  claim: content(
    'waitingClaim',
    z.object({
      proposalId: z.string(),
      /** Which claim it is: the same one that comes again is known by it. */
      claimId: z.string(),
      rewardId: z.string(),
      fundId: z.string(),
      amount: fenDigits,
      method: z.enum(['bank', 'cash']),
      proposedBy: z.string(),
      approvedBy: z.string(),
      claimant,
      /** Null for cash. */
      payee: z.nullable(
        z.object({ payee: z.string(), payeeRecipient: z.string(), signature: z.string(), shares: z.array(share) }),
      ),
    }),
  ),
  /** Which payment is for which proposal, and who may claim it. */
  rewardLink: content('rewardLink', z.object({ proposalId: z.string(), rewardId: z.string(), claimant })),
};

export type WaitingKind = keyof typeof waitingContents;
export type WaitingContent<K extends WaitingKind> = ReturnType<(typeof waitingContents)[K]['read']>;
