import { and, desc, eq, inArray, notInArray } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseEvent } from '#db/schema/casework';
import { rewardProposal } from '#db/schema/reward';
import { type Member, mayPerform } from '~/domain/acts/permission';
import type { RewardRule } from '~/domain/county/reward-tiers';
import { type IsoDate, yearOf } from '~/domain/dates';
import type { GradeTable } from '~/domain/report/accident-grade';
import { type Revision, stands } from '~/domain/reward/revision';
import {
  type ClaimMethod,
  checkClaimExtension,
  checkFiling,
  checkNotice,
  isUndecided,
  mayBeRewarded,
  type NoticeMethod,
  REWARD_REFUSAL_REASONS,
  type RewardRefusalReason,
  type RewardState,
  UNDECIDED,
  type Undecided,
} from '~/domain/reward/reward-order';
import { ruleDay } from '~/domain/reward/rule-day';
import type { Matter, Stage, Verdict } from '~/domain/vocabulary';
import { toBase64 } from '~/envelope/bytes';
import { type CaseRow, openReports } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { policyInForce, rewardPolicyOn } from '~/services/county/policies.server';
import { lookAsReporter } from '~/services/look.server';
import { cashCodeOf, paysByCode } from './cash-code.server';
import { type CashCounter, cashCounter } from './cash-counter.server';
import { type FundSource, fundsOf } from './fund.server';
import { checkDue } from './reward-due.server';
import { isLost, standingOf } from './reward-link.server';
import { earlierReward } from './reward-revision.server';
import { type ProposalRow, rewardsOfCase } from './reward-rows.server';

/** A reward as the officers of its case see it; the steps stay sealed to the case key (URL-safe Base64). */
export type RewardOfCase = {
  id: string;
  /** The report whose reporter may claim it. */
  reportId: string;
  order: number;
  state: RewardState;
  /** Null once it was paid; then the steps tell it. */
  amount: bigint | null;
  policyId: string;
  proposedOn: IsoDate;
  /** The viewer proposed it, so somebody else decides. */
  own: boolean;
  claimUntil: IsoDate | null;
  claimProvisional: boolean;
  /** The day from which the days to claim count, and by what notice; null before the notice. */
  noticedOn: IsoDate | null;
  noticedBy: 'seen' | NoticeMethod | null;
  paidOn: IsoDate | null;
  refusedFor: RewardRefusalReason | null;
  /** The last day on which its filing form was made. */
  filedOn: IsoDate | null;
  stepsForCase: string;
  /** Which payment it was, sealed to the case key; null before it was paid. */
  paymentForCase: string | null;
};

/** What the reward section of the case page needs: the rule in force, the funds, and what the viewer may do. */
export type RewardForCase = {
  may: {
    propose: boolean;
    revise: boolean;
    decide: boolean;
    sendBack: boolean;
    notify: boolean;
    file: boolean;
    extend: boolean;
  };
  /** Approved, but the key that kept who may claim was lost, so it must be approved again. */
  lost: boolean;
  matter: Matter;
  sector: string;
  /** Nothing is computed by it where only sending back is left. */
  verdict: Verdict;
  /** The report that was first, which is the one to be rewarded. */
  reportId: string | null;
  caseRecipient: string | null;
  threadRecipient: string | null;
  policy: RewardRule;
  grades: GradeTable;
  funds: { id: string; year: number; source: FundSource; balance: bigint }[];
  /**
   * What was granted before: the reward that the present proposal settles anew, or the present one, where its penalty
   * changed.
   */
  earlier: { id: string; how: Revision; stepsForCase: string } | null;
  /** The present reward, else the last refused one. */
  reward: RewardOfCase | null;
};

/**
 * The reward of a case for a member of its responsible unit; null before a confirmed verdict that the report is true, unless
 * one was proposed by an earlier verdict and waits, which can then be sent back. It is a part of the act `case.read`, which has checked whose case it is, because the steps are sealed content too.
 */
export async function rewardForCase(
  ctx: Context,
  tx: Tx,
  row: CaseRow,
  viewer: Member,
  today: IsoDate,
): Promise<RewardForCase | null> {
  const verdict = row.verdict as Verdict | null;
  const due = mayBeRewarded(row.stage as Stage, verdict);
  const scope = { unitId: row.responsibleUnitId };
  const [first] = await openReports(tx, row.id);
  const rows = await rewardsOfCase(tx, row.id);
  const standing = rows.find(stands) ?? rows[0] ?? null;
  const waits = standing?.state === 'proposed';
  if (!due && !waits) return null;
  const lost = standing !== null && (await isLost(ctx, tx, standing));
  const open = standing === null || standing.state === 'refused';
  const deciding = standing?.state === 'proposed' || standing?.state === 'forwarded';
  const earlier = standing && (await earlierReward(tx, standing, lost));
  const revisable = earlier !== null && due && !open && !deciding;
  const funds = await fundsOf(tx, row.responsibleUnitId, yearOf(today));
  return {
    may: {
      propose: open && due && row.purgedOn === null && mayPerform(viewer, 'reward.propose', scope),
      revise: revisable && !lost && row.purgedOn === null && mayPerform(viewer, 'reward.revise', scope),
      decide: ((waits && checkDue(standing, row) === null) || lost) && mayPerform(viewer, 'reward.approve', scope),
      sendBack: waits && mayPerform(viewer, 'reward.refuse', scope),
      extend:
        standing !== null &&
        checkClaimExtension(standing, today) === null &&
        mayPerform(viewer, 'reward.extendClaim', scope),
      file: standing !== null && checkFiling(standing.state) === null && mayPerform(viewer, 'reward.file', scope),
      notify: standing !== null && checkNotice(standing) === null && mayPerform(viewer, 'reward.notify', scope),
    },
    matter: row.matter as Matter,
    sector: row.sector,
    verdict: verdict ?? 'unsubstantiated',
    reportId: first?.id ?? null,
    lost,
    caseRecipient: row.caseRecipient,
    threadRecipient: first?.threadRecipient ?? null,
    policy: await rewardPolicyOn(tx, ruleDay(row), row.responsibleUnitId),
    grades: (await policyInForce(tx, 'accidentGrades', ruleDay(row))).grades,
    funds: funds.map(({ id, year, source, balance }) => ({ id, year, source, balance })),
    earlier: earlier && { id: earlier.row.id, how: earlier.how, stepsForCase: toBase64(earlier.row.stepsForCase) },
    reward: standing && (await rewardOfCase(ctx, tx, standing, viewer.memberId)),
  };
}

async function rewardOfCase(ctx: Context, tx: Tx, row: ProposalRow, viewer: string): Promise<RewardOfCase> {
  const { id, reportId, order, policyId, proposedOn, claimUntil, claimProvisional, paidOn, paymentForCase } = row;
  const { state, amount } = await standingOf(ctx, tx, row);
  return {
    id,
    reportId,
    order,
    state,
    amount,
    policyId,
    proposedOn,
    own: row.proposedBy === viewer,
    claimUntil,
    claimProvisional,
    noticedOn: row.noticedOn,
    noticedBy: row.noticedBy,
    paidOn,
    filedOn: row.filedOn,
    refusedFor: state === 'refused' ? await refusalOf(tx, row.caseId) : null,
    stepsForCase: toBase64(row.stepsForCase),
    paymentForCase: paymentForCase && toBase64(paymentForCase),
  };
}

async function refusalOf(tx: Tx, caseId: string): Promise<RewardRefusalReason | null> {
  const [event] = await tx
    .select({ data: caseEvent.data })
    .from(caseEvent)
    .where(and(eq(caseEvent.caseId, caseId), inArray(caseEvent.act, ['reward.refuse', 'reward.returnHigher'])))
    .orderBy(desc(caseEvent.number))
    .limit(1);
  return REWARD_REFUSAL_REASONS.find((reason) => reason === event?.data.reason) ?? null;
}

/** A reward on its reporter's own page; there is none before it is approved. */
export type RewardForReporter = {
  /** The proposal, under whose id the steps are sealed. */
  id: string;
  /** Its number, by which a public notice names it. */
  order: number;
  /** The future payment, under whose id an account is sealed and signed; null once it was paid. */
  rewardId: string | null;
  state: Exclude<RewardState, Undecided>;
  /** Null once it was paid; then the steps tell it. */
  amount: bigint | null;
  claimUntil: IsoDate | null;
  claimProvisional: boolean;
  method: ClaimMethod | null;
  paidOn: IsoDate | null;
  /** `ExplainedReward`, sealed to the thread key: label { kind: 'rewardSteps', scope: id, sequence: 0 }. */
  steps: Uint8Array;
  /** Shown from the claim until payment, when cash was chosen. */
  cashCode: string | null;
  /** Whether a code alone is enough to fetch cash, by the rule under which the case is rewarded. */
  cashByCode: boolean;
  /** Where and when it is paid out; null also where finance has not entered it. */
  counter: CashCounter | null;
};

/** The reward as the follow page shows it; the caller has proved the receipt code. */
export function rewardForReporter(ctx: Context, reportId: string): Promise<RewardForReporter | null> {
  return lookAsReporter(ctx, reportId, (db) => ownReward(ctx, db, reportId));
}

async function ownReward(ctx: Context, db: Db, reportId: string): Promise<RewardForReporter | null> {
  const [row] = await db
    .select()
    .from(rewardProposal)
    .where(and(eq(rewardProposal.reportId, reportId), notInArray(rewardProposal.state, [...UNDECIDED])))
    .orderBy(desc(rewardProposal.order))
    .limit(1);
  if (!row) return null;
  const { id, order, claimUntil, claimProvisional, paidOn, stepsForReporter: steps } = row;
  const { state, amount, method, rewardId } = await standingOf(ctx, db, row);
  if (isUndecided(state)) return null;
  const waiting = state === 'claimed' || state === 'batched' || state === 'released';
  const cashCode = waiting && method === 'cash' && rewardId !== null ? cashCodeOf(ctx, rewardId) : null;
  const counter = cashCode === null ? null : await cashCounter(db);
  const cashByCode = await paysByCode(db, row.caseId);
  return {
    id,
    order,
    rewardId,
    state,
    amount,
    claimUntil,
    claimProvisional,
    method,
    paidOn,
    steps,
    cashCode,
    cashByCode,
    counter,
  };
}
