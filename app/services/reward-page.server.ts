import { and, desc, eq, notInArray } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseEvent } from '#db/schema/casework';
import { reward } from '#db/schema/reward';
import { type Member, mayPerform } from '~/domain/actions';
import type { IsoDate } from '~/domain/dates';
import type { RewardPolicy } from '~/domain/policy';
import {
  type ClaimMethod,
  mayBeRewarded,
  REWARD_REFUSAL_REASONS,
  type RewardRefusalReason,
  type RewardState,
} from '~/domain/reward-order';
import type { Matter, Stage, Verdict } from '~/domain/vocabulary';
import { toBase64 } from '~/envelope/bytes';
import { type CaseRow, openReports } from './case-record.server';
import { cashCodeOf } from './cash-code.server';
import { type FundSource, fundsOf } from './fund.server';
import type { House } from './house.server';
import { rewardPolicyOn } from './policies.server';
import type { RewardRow } from './reward-rows.server';

/** A reward as the officers of its case see it; the steps stay sealed to the case key (URL-safe Base64). */
export type RewardOfCase = {
  id: string;
  /** Whose reporter may claim it. */
  reportId: string;
  order: number;
  state: RewardState;
  amount: bigint;
  policyId: string;
  proposedOn: IsoDate;
  /** The viewer proposed it, so somebody else decides. */
  own: boolean;
  claimUntil: IsoDate | null;
  paidOn: IsoDate | null;
  refusedFor: RewardRefusalReason | null;
  stepsForCase: string;
};

/** What the reward's part of the case page needs: the rule in force, the funds, and what the viewer may do. */
export type RewardForCase = {
  may: { propose: boolean; decide: boolean };
  matter: Matter;
  verdict: Verdict;
  /** The report that was first: the one that is rewarded. */
  reportId: string | null;
  caseRecipient: string | null;
  threadRecipient: string | null;
  policy: RewardPolicy;
  funds: { id: string; year: number; source: FundSource; balance: bigint }[];
  /** The standing reward, else the last refused one. */
  reward: RewardOfCase | null;
};

/**
 * The reward of a case for a member of its responsible unit; null before a confirmed verdict that the report is true.
 * A part of the act `case.read`, which has looked at whose case it is: the steps are sealed things too.
 */
export async function rewardForCase(
  tx: Tx,
  row: CaseRow,
  viewer: Member,
  today: IsoDate,
): Promise<RewardForCase | null> {
  const verdict = row.verdict as Verdict | null;
  if (verdict === null || !mayBeRewarded(row.stage as Stage, verdict)) return null;
  const scope = { unitId: row.responsibleUnitId };
  const [first] = await openReports(tx, row.id);
  const standing = await standingReward(tx, row.id);
  const open = standing === null || standing.state === 'refused';
  const funds = await fundsOf(tx, row.responsibleUnitId, Number(today.slice(0, 4)));
  return {
    may: {
      propose: open && row.purgedOn === null && mayPerform(viewer, 'reward.propose', scope),
      decide: standing?.state === 'proposed' && mayPerform(viewer, 'reward.approve', scope),
    },
    matter: row.matter as Matter,
    verdict,
    reportId: first?.id ?? null,
    caseRecipient: row.caseRecipient,
    threadRecipient: first?.threadRecipient ?? null,
    policy: await rewardPolicyOn(tx, row.receivedOn),
    funds: funds.map(({ id, year, source, balance }) => ({ id, year, source, balance })),
    reward: standing && (await rewardOfCase(tx, standing, viewer.memberId)),
  };
}

async function standingReward(tx: Tx, caseId: string): Promise<RewardRow | null> {
  const rows = await tx.select().from(reward).where(eq(reward.caseId, caseId)).orderBy(desc(reward.order));
  return rows.find((row) => row.state !== 'refused') ?? rows[0] ?? null;
}

async function rewardOfCase(tx: Tx, row: RewardRow, viewer: string): Promise<RewardOfCase> {
  const { id, reportId, order, state, amount, policyId, proposedOn, claimUntil, paidOn } = row;
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
    paidOn,
    refusedFor: state === 'refused' ? await refusalOf(tx, row.caseId) : null,
    stepsForCase: toBase64(row.stepsForCase),
  };
}

async function refusalOf(tx: Tx, caseId: string): Promise<RewardRefusalReason | null> {
  const [event] = await tx
    .select({ data: caseEvent.data })
    .from(caseEvent)
    .where(and(eq(caseEvent.caseId, caseId), eq(caseEvent.act, 'reward.refuse')))
    .orderBy(desc(caseEvent.number))
    .limit(1);
  return REWARD_REFUSAL_REASONS.find((reason) => reason === event?.data.reason) ?? null;
}

/** A reward on its reporter's own page; nothing before it is approved. */
export type RewardForReporter = {
  rewardId: string;
  state: Exclude<RewardState, 'proposed' | 'refused'>;
  amount: bigint;
  claimUntil: IsoDate | null;
  method: ClaimMethod | null;
  paidOn: IsoDate | null;
  /** `ExplainedReward`, sealed to the thread key: label { kind: 'rewardSteps', scope: rewardId, sequence: 0 }. */
  steps: Uint8Array;
  /** Shown from the claim until payment, when cash was chosen. */
  cashCode: string | null;
};

/** For the follow page; the caller has proved the receipt code. */
export async function rewardForReporter(house: House, reportId: string): Promise<RewardForReporter | null> {
  const [row] = await house.db
    .select()
    .from(reward)
    .where(and(eq(reward.reportId, reportId), notInArray(reward.state, ['proposed', 'refused'])));
  if (!row || row.state === 'proposed' || row.state === 'refused') return null;
  const { id, state, amount, claimUntil, claimMethod, paidOn, stepsForReporter } = row;
  const waiting = state === 'claimed' || state === 'batched' || state === 'released';
  return {
    rewardId: id,
    state,
    amount,
    claimUntil,
    method: claimMethod,
    paidOn,
    steps: stepsForReporter,
    cashCode: waiting && claimMethod === 'cash' ? cashCodeOf(house, id) : null,
  };
}
