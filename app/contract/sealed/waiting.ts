import * as z from 'zod/mini';
import { HAZARD_GRADES } from '~/domain/case/hazard-kinds';
import { content } from './content';

const fenDigits = z.string().check(z.regex(/^\d{1,18}$/));
/** Who must have signed a payee, as stated by the lead who approved. */
const claimant = z.object({ key: z.string(), memberId: z.string(), signature: z.string(), proof: z.string() });
const share = z.object({ share: z.enum(['finance', 'guardians']), unitKeyId: z.string(), bytes: z.string() });

/**
 * What an act hands to publication, payment or a ledger, while it waits, sealed with the key of its day: for one night, or, where
 * it links a payment with its proposal, until somebody has been paid. It is JSON, so bytes are Base64 and amounts are
 * fen as digits.
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
      sector: z.string(),
      town: z.nullable(z.string()),
      offence: z.string(),
      legalBasis: z.string(),
      amount: fenDigits,
      unitId: z.string(),
    }),
  ),
  /** A claim: all that finance's row will hold, and to whose reward it belongs. */
  claim: content(
    'waitingClaim',
    z.object({
      proposalId: z.string(),
      /** Identifies the claim, so that the same one is recognised when it is sent again. */
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
  /** An entry of a unit's rectification ledger, as its browser sealed it. */
  hazard: content(
    'waitingHazard',
    z.object({
      hazardId: z.string(),
      unitId: z.string(),
      unitKeyId: z.string(),
      grade: z.enum(HAZARD_GRADES),
      dueOn: z.nullable(z.string()),
      bytes: z.string(),
    }),
  ),
  /** A major hazard under public supervision. */
  supervision: content(
    'waitingSupervision',
    z.object({
      orderNumber: z.string(),
      supervisor: z.string(),
      employer: z.string(),
      hazard: z.string(),
      dueOn: z.string(),
      unitId: z.string(),
    }),
  ),
  /** Which payment belongs to which proposal, and who may claim it. */
  rewardLink: content('rewardLink', z.object({ proposalId: z.string(), rewardId: z.string(), claimant })),
};

export type WaitingKind = keyof typeof waitingContents;
export type WaitingContent<K extends WaitingKind> = ReturnType<(typeof waitingContents)[K]['read']>;
