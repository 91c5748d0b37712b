import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { type IsoDate, monthOf } from '../../app/domain/dates';
import { COUNTY_AREA } from '../../app/domain/publication/publication';
import { computeReward } from '../../app/domain/reward/reward';
import type { RewardFacts } from '../../app/domain/reward/reward-facts';
import type { Context } from '../../app/services/context.server';
import { policyInForce, rewardPolicyOn } from '../../app/services/county/policies.server';
import { type Performing, perform } from '../../app/services/perform.server';
import { book } from '../../app/services/reward/ledger.server';
import { shuffled } from '../../app/services/shuffle.server';
import type { caseFile } from '../schema/casework';
import { rewardCount } from '../schema/publication';
import { fund, reward, rewardProposal } from '../schema/reward';
import { type Cast, holderOf, personOf } from './players';
import type { RandomSource } from './random';

const CLERK = { kind: 'system', name: 'demo' } as const;
type CaseRow = typeof caseFile.$inferInsert;
export type OlderReward = { row: CaseRow; reportId: string; rewardOn: IsoDate };
type Payable = { fundId: string; amount: bigint; paidOn: IsoDate; unitId: string; row: CaseRow };

/**
 * Rewards that were approved, claimed and paid long ago, booked like any other: the proposals with their cases, and in
 * another transaction the payments in an order of their own, as the night run enters them.
 */
export async function olderRewards(
  ctx: Context,
  cast: Cast,
  roll: RandomSource,
  all: readonly OlderReward[],
): Promise<void> {
  const payable = await perform(ctx, CLERK, 'reward.expire', 'proposal:history', async (p) => {
    const made: Payable[] = [];
    for (const one of all) made.push(await proposed(p, roll, cast, one));
    p.record({ rewards: made.length });
    return made;
  });
  await perform(ctx, CLERK, 'reward.enter', 'reward:history', async (p) => {
    const inOrder = shuffled(payable).sort((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0));
    for (const [index, one] of inOrder.entries()) await paid(p, cast, one, index + 1);
    p.record({ rewards: inOrder.length });
  });
}

const decidedBy = (cast: Cast, unitId: string) => ({
  proposedBy: holderOf(cast, unitId, 'handler').memberId,
  approvedBy: holderOf(cast, unitId, 'lead').memberId,
});

async function proposed(p: Performing, roll: RandomSource, cast: Cast, { row, reportId, rewardOn }: OlderReward) {
  const { tx } = p;
  const policy = await rewardPolicyOn(tx, row.receivedOn);
  const { grades } = await policyInForce(tx, 'accidentGrades', row.receivedOn);
  const facts: RewardFacts = {
    matter: 'violation',
    verdict: 'substantiated',
    penaltyFen: BigInt(roll.pick([10_000, 20_000, 30_000, 50_000, 100_000])) * 100n,
    concealedDeaths: 0,
    totalDeaths: 0,
    accidentGrade: null,
    insider: false,
    anonymity: 'named',
    majorHazard: false,
    unlawfulProduction: true,
    excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
    provesByCode: true,
  };
  const { amountFen: amount } = computeReward(policy, facts, grades);
  const unitId = row.responsibleUnitId;
  const fundId = await fundOf(tx, unitId, Number(rewardOn.slice(0, 4)));
  await tx.insert(rewardProposal).values({
    id: randomUUID(),
    caseId: row.id,
    reportId,
    unitId,
    policyId: policy.id,
    state: 'paid',
    stepsForCase: new Uint8Array(),
    stepsForReporter: new Uint8Array(),
    ...decidedBy(cast, unitId),
    proposedOn: rewardOn,
    approvedOn: rewardOn,
    claimedOn: rewardOn,
    paidOn: rewardOn,
  });
  await book(tx, rewardOn, 'approve', { fundId, amount });
  return { fundId, amount, paidOn: rewardOn, unitId, row };
}

async function paid({ tx }: Performing, cast: Cast, one: Payable, number: number): Promise<void> {
  const { fundId, amount, paidOn, unitId, row } = one;
  const rewardId = randomUUID();
  const voucher = `付-历-${String(number).padStart(4, '0')}`;
  await tx.insert(reward).values({
    id: rewardId,
    fundId,
    amount,
    state: 'paid',
    ...decidedBy(cast, unitId),
    claimMethod: 'cash',
    enteredOn: paidOn,
    paidBy: personOf(cast, 'finance2').memberId,
    paidOn,
    voucher,
  });
  await counted(tx, row, paidOn, amount);
  await book(tx, paidOn, 'claim', { fundId, amount, rewardId });
  await book(tx, paidOn, 'pay', { fundId, amount, rewardId, voucher });
}

async function counted(
  tx: Performing['tx'],
  { sector, town }: CaseRow,
  paidOn: IsoDate,
  amount: bigint,
): Promise<void> {
  const month = monthOf(paidOn);
  const rows: (typeof rewardCount.$inferInsert)[] = [
    { month, of: 'sector', code: sector, count: 1n },
    { month, of: 'town', code: town ?? COUNTY_AREA, count: 1n },
    { month, of: 'money', code: '', count: amount },
  ];
  await tx
    .insert(rewardCount)
    .values(rows)
    .onConflictDoUpdate({
      target: [rewardCount.month, rewardCount.of, rewardCount.code],
      set: { count: sql`${rewardCount.count} + excluded.count` },
    });
}

async function fundOf(tx: Performing['tx'], unitId: string, year: number): Promise<string> {
  const rows = await tx.select({ id: fund.id, unitId: fund.unitId, year: fund.year }).from(fund);
  const found = rows.find((row) => row.unitId === unitId && row.year === year);
  if (!found) throw new Error('The demo has no such fund');
  return found.id;
}
