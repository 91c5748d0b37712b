import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { Stage, Verdict } from '~/domain/vocabulary';
import type { Particulars, RewardFacts, RewardStep } from './reward-facts';

export type RewardState =
  | 'proposed'
  /** The unit's lead approved; the amount needs the level above as well. */
  | 'forwarded'
  | 'approved'
  | 'refused'
  | 'claimed'
  | 'batched'
  | 'released'
  | 'paid'
  | 'returned'
  /** Its reporter gave it up; the money went back. */
  | 'waived'
  /** Another reward took its place before anybody claimed it. */
  | 'revised';
export type ClaimMethod = 'bank' | 'cash';

/** What the proposer enters; matter, verdict and the proof by code come from the case itself. */
export type RewardInputs = Omit<RewardFacts, 'matter' | 'verdict' | 'provesByCode' | 'chosenFen' | 'situation'> & {
  chosenFen: bigint | null;
  situation: string | null;
};

/** What is sealed for the reporter: the amount (fen as digits), its steps, and the rule. */
export type ExplainedReward = { amountFen: string; steps: RewardStep[]; policyId: string; legalBasis: string };

/** Amounts as digits, as JSON has them. */
type PlainParticulars = {
  [K in keyof Particulars]: Particulars[K] extends bigint | null ? string | null : Particulars[K];
};

/**
 * What is sealed to the case key: the same with the facts that were entered, so that the approver can compute it again.
 */
export type ProposedReward = ExplainedReward & {
  facts: Omit<RewardInputs, 'penaltyFen' | 'chosenFen' | 'particulars'> & {
    penaltyFen: string | null;
    chosenFen: string | null;
    particulars?: PlainParticulars | undefined;
  };
};

/** Why an approver sends a proposal back. The reason is a code in the log, never text. */
export const REWARD_REFUSAL_REASONS = [
  'wrongInputs',
  'wrongPolicy',
  'wrongReport',
  'excluded',
  'waitForReview',
] as const;
export type RewardRefusalReason = (typeof REWARD_REFUSAL_REASONS)[number];

/** The part of a reward order that decides what may happen next. */
export type OrderFacts = {
  state: RewardState;
  proposedBy: string;
  approvedBy: string | null;
  claimUntil: IsoDate | null;
  claimMethod: ClaimMethod | null;
};

const REWARDED_STAGES: readonly Stage[] = ['verdictConfirmed', 'replied', 'closed'];

/** Does this amount need the level above as well (分级审批)? `leadUpToFen` null: the unit's lead approves any. */
export const needsHigher = (amountFen: bigint, leadUpToFen: bigint | null): boolean =>
  leadUpToFen !== null && amountFen > leadUpToFen;

/** Refusals: `alreadyDone` unless it was forwarded, `samePerson` for proposer and lead; else null. */
export function checkHigher(
  order: Pick<OrderFacts, 'state' | 'proposedBy' | 'approvedBy'>,
  memberId: string,
): Refusal | null {
  if (order.state !== 'forwarded') return new Refusal('alreadyDone');
  return memberId === order.proposedBy || memberId === order.approvedBy ? new Refusal('samePerson') : null;
}

/**
 * The filing form (备案表) goes to the level above for what the unit agreed to: also before the level above approves, which
 * decides by it. Refusal `stageForbids` before that, and for what was sent back.
 */
export const checkFiling = (state: RewardState): Refusal | null =>
  state === 'proposed' || state === 'refused' || state === 'revised' ? new Refusal('stageForbids') : null;

/** A reward may be proposed once the lead has confirmed that the report is true, wholly or in part. */
export function mayBeRewarded(stage: Stage, verdict: Verdict | null): boolean {
  return REWARDED_STAGES.includes(stage) && (verdict === 'substantiated' || verdict === 'partlySubstantiated');
}

/** Refusals: `alreadyDone` unless proposed, `samePerson` for the proposer; else null. */
export function checkDecision(order: Pick<OrderFacts, 'state' | 'proposedBy'>, memberId: string): Refusal | null {
  if (order.state !== 'proposed') return new Refusal('alreadyDone');
  return order.proposedBy === memberId ? new Refusal('samePerson') : null;
}

/** A reporter learns of a reward once it is approved, and of none that was sent back or replaced. */
export const UNDECIDED = ['proposed', 'forwarded', 'refused', 'revised'] as const satisfies readonly RewardState[];
export type Undecided = (typeof UNDECIDED)[number];
export const isUndecided = (state: RewardState): state is Undecided => UNDECIDED.some((one) => one === state);

/**
 * Refusals: `tooLate` after the last day (which itself still counts) or once returned, `alreadyDone`, `notFound` before
 * approval. No last day runs before the notice.
 */
export function checkClaim(order: Pick<OrderFacts, 'state' | 'claimUntil'>, day: IsoDate): Refusal | null {
  if (isUndecided(order.state)) return new Refusal('notFound');
  if (order.state === 'returned' || order.state === 'waived') return new Refusal('tooLate');
  if (order.state !== 'approved') return new Refusal('alreadyDone');
  return order.claimUntil !== null && day > order.claimUntil ? new Refusal('tooLate') : null;
}

/**
 * How staff record that the reporter knows: told in person, told by message, or a public notice by number where the
 * reporter is unreachable.
 */
export const NOTICE_METHODS = ['told', 'published'] as const;
export type NoticeMethod = (typeof NOTICE_METHODS)[number];

/**
 * The notice starts the days to claim, once. Refusals: `stageForbids` unless approved, `alreadyDone` when they already
 * run.
 */
export function checkNotice(order: { state: RewardState; noticedOn: IsoDate | null }): Refusal | null {
  if (order.state !== 'approved') return new Refusal('stageForbids');
  return order.noticedOn === null ? null : new Refusal('alreadyDone');
}

/** Causes for which the days to claim are extended (安监总财〔2018〕19号: 因特殊情况). The cause is a code, never text. */
export const CLAIM_EXTENSION_REASONS = ['illness', 'away', 'documents', 'lateNotice'] as const;
export type ClaimExtensionReason = (typeof CLAIM_EXTENSION_REASONS)[number];

/**
 * The days to claim are extended once, while they run. Refusals: `stageForbids` unless approved and noticed, `alreadyDone`
 * when it was extended, `tooLate` after its last day.
 */
export function checkClaimExtension(
  order: { state: RewardState; claimUntil: IsoDate | null; claimExtendedOn: IsoDate | null },
  day: IsoDate,
): Refusal | null {
  if (order.state !== 'approved' || order.claimUntil === null) return new Refusal('stageForbids');
  if (order.claimExtendedOn !== null) return new Refusal('alreadyDone');
  return day > order.claimUntil ? new Refusal('tooLate') : null;
}

/** Only what nobody claimed by its last day goes back to the fund. */
export function isExpired(order: Pick<OrderFacts, 'state' | 'claimUntil'>, day: IsoDate): boolean {
  return order.state === 'approved' && order.claimUntil !== null && day > order.claimUntil;
}

/** Refusals: `alreadyDone` when paid, `stageForbids` until released, `samePerson` for proposer and approver. */
export function checkPayment(
  order: Pick<OrderFacts, 'state' | 'proposedBy' | 'approvedBy'>,
  memberId: string,
): Refusal | null {
  if (order.state === 'paid') return new Refusal('alreadyDone');
  if (order.state !== 'released') return new Refusal('stageForbids');
  return memberId === order.proposedBy || memberId === order.approvedBy ? new Refusal('samePerson') : null;
}

/** Why a payment is corrected by a reversing entry: the bank sent it back, or it was booked by mistake. */
export const CORRECTION_REASONS = ['sentBack', 'mistake'] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

/** Refusals: `stageForbids` unless paid, `samePerson` for proposer, approver and whoever paid. */
export function checkCorrection(
  order: Pick<OrderFacts, 'state' | 'proposedBy' | 'approvedBy'> & { paidBy: string | null },
  memberId: string,
): Refusal | null {
  if (order.state !== 'paid') return new Refusal('stageForbids');
  return [order.proposedBy, order.approvedBy, order.paidBy].includes(memberId) ? new Refusal('samePerson') : null;
}
