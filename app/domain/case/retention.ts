import type { RetentionPolicy } from '~/domain/county/policy';
import { addDays, type IsoDate } from '~/domain/dates';
import type { Stage } from '~/domain/vocabulary';

/** How a case ended; each end has its own terms in the retention policy. */
export type CaseEnd = 'closed' | 'notAccepted' | 'withdrawn';

export type RetentionFacts = {
  stage: Stage;
  /** Day of the last thing that happened in the case. */
  lastActOn: IsoDate;
  /** Every report of the case was taken back. */
  withdrawn: boolean;
  /** A reward that is not yet paid, returned or refused. */
  moneyOpen: boolean;
  /** A request to open an identity or an escrow that is not yet decided or used. */
  ceremonyOpen: boolean;
  /** Days on which the content and the identity were deleted, if they were. */
  purgedOn: IsoDate | null;
  identityGone: boolean;
};

/** `content`: everything sealed of the case with its keys · `identity`: who reported, earlier than the rest. */
export type DeletionDue = 'content' | 'identity';

/** States of a reward in which its reporter, steps or payee are still needed. */
export const MONEY_OPEN = ['proposed', 'forwarded', 'approved', 'claimed'] as const;

/**
 * How the case ended; null while it is open. A withdrawn case that goes on for safety's sake is open until it closes.
 */
export function endOf({ stage, withdrawn }: Pick<RetentionFacts, 'stage' | 'withdrawn'>): CaseEnd | null {
  if (stage !== 'closed' && stage !== 'notAccepted') return null;
  return withdrawn ? 'withdrawn' : stage;
}

/**
 * What must be deleted today by the policy (个人信息保护法 Art. 47: when the purpose is fulfilled). Nothing is deleted while a
 * payment or a ceremony is under way, because its people still need it.
 */
export function retentionDue(facts: RetentionFacts, policy: RetentionPolicy, today: IsoDate): DeletionDue | null {
  const end = endOf(facts);
  if (end === null || facts.purgedOn !== null || facts.moneyOpen || facts.ceremonyOpen) return null;
  const { contentDays, identityDays } = policy.ends[end];
  if (today > addDays(facts.lastActOn, contentDays)) return 'content';
  return !facts.identityGone && today > addDays(facts.lastActOn, identityDays) ? 'identity' : null;
}

/** First day on which the bank data of a reward paid on `paidOn` is to be shredded. */
export const payeeDueOn = (paidOn: IsoDate, policy: RetentionPolicy): IsoDate => addDays(paidOn, policy.payeeDays + 1);

/** Why two people may delete a case before its time. */
export const DELETION_REASONS = ['courtOrder', 'unlawfulContent', 'reporterAsked', 'sentByMistake', 'test'] as const;
export type DeletionReason = (typeof DELETION_REASONS)[number];

export const isDeletionReason = (text: string): text is DeletionReason =>
  (DELETION_REASONS as readonly string[]).includes(text);
