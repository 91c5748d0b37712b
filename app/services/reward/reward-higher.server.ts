import { asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit } from '#db/schema/county';
import { rewardProposal } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import { type IsoDate, yearOf } from '~/domain/dates';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { checkHigher, REWARD_REFUSAL_REASONS, type RewardRefusalReason } from '~/domain/reward/reward-order';
import { requireAsShown, shownAs } from '~/domain/shown';
import type { Context } from '~/services/context.server';
import { lockHandOvers } from '~/services/hand-over.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { fundsById, fundsOf, type NamedFund } from './fund.server';
import { book } from './ledger.server';
import { requireDue } from './reward-due.server';
import { dropLink } from './reward-link.server';
import { settleEarlier } from './reward-revision.server';
import {
  amountOf,
  type LockedProposal,
  lockProposal,
  type ProposalRow,
  rewardEvent,
  SET_ASIDE,
} from './reward-rows.server';

/** A reward as the level above sees it: what it costs and who stands behind it, and nothing of its case. */
export type ForwardedReward = {
  id: string;
  order: number;
  amount: bigint;
  unit: Localized;
  approvedOn: IsoDate | null;
  fund: Pick<NamedFund, 'unit' | 'year' | 'source' | 'balance'> | null;
  /** The viewer proposed it or agreed to it, so somebody else has to decide. */
  own: boolean;
  /** What is decided on, as the form posts it back. */
  shown: string;
};

const forwardedShown = (row: ProposalRow) => ({ order: row.order, amount: row.amount });

/** What waits for the level above, oldest first. */
export function forwardedRewards(ctx: Context, actor: Member): Promise<ForwardedReward[]> {
  return look(ctx, actor, 'reward.approveHigher', null, async ({ db }) => {
    const rows = await db
      .select({ row: rewardProposal, unit: unit.names })
      .from(rewardProposal)
      .innerJoin(unit, eq(unit.id, rewardProposal.unitId))
      .where(eq(rewardProposal.state, 'forwarded'))
      .orderBy(asc(rewardProposal.order))
      .limit(200);
    const funds = await fundsById(db, [...new Set(rows.flatMap(({ row }) => row.fundId ?? []))]);
    return rows.map(({ row, unit: names }) => ({
      id: row.id,
      order: row.order,
      amount: amountOf(row),
      unit: names,
      approvedOn: row.approvedOn,
      fund: funds.get(row.fundId ?? '') ?? null,
      own: actor.memberId === row.proposedBy || actor.memberId === row.approvedBy,
      shown: shownAs(forwardedShown(row)),
    }));
  });
}

/**
 * Somebody of the level above approves what the unit's lead agreed to: now the amount is committed. Refusals:
 * `alreadyDone`, `samePerson` for proposer and lead, `fundTooLow`, `notFound`, `shownOtherwise`, and those of `requireDue`.
 */
export async function approveHigher(
  ctx: Context,
  actor: Member,
  { proposalId, shown }: { proposalId: string; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'reward.approveHigher', `proposal:${proposalId}`, async ({ tx, today, record }) => {
    await lockHandOvers(tx);
    const row = await lockForwarded(tx, proposalId, actor);
    requireAsShown(shown, forwardedShown(row));
    requireDue(row, row.ofCase);
    await settleEarlier(ctx, tx, row, today);
    const fundId = await fundNow(tx, row, today);
    await book(tx, today, 'approve', { fundId, amount: amountOf(row) });
    const approved = { state: 'approved', fundId, higherBy: actor.memberId, higherOn: today } as const;
    await tx.update(rewardProposal).set(approved).where(eq(rewardProposal.id, proposalId));
    // The timeline names no member: the unit's officers and the level above need not know each other.
    await rewardEvent(tx, row, { act: 'reward.approveHigher', onDay: today });
    record({ fundId });
  });
}

/** Sends it back with a reason code; the department may then propose anew. Refusals: as for approval. */
export async function returnHigher(
  ctx: Context,
  actor: Member,
  { proposalId, reason, shown }: { proposalId: string; reason: RewardRefusalReason; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'reward.returnHigher', `proposal:${proposalId}`, async ({ tx, today, record }) => {
    if (!REWARD_REFUSAL_REASONS.includes(reason)) throw new Refusal('invalid', { field: 'reason' });
    await lockHandOvers(tx);
    const row = await lockForwarded(tx, proposalId, actor);
    requireAsShown(shown, forwardedShown(row));
    await dropLink(ctx, tx, proposalId);
    await tx
      .update(rewardProposal)
      .set({ state: 'refused', ...SET_ASIDE })
      .where(eq(rewardProposal.id, proposalId));
    await rewardEvent(tx, row, { act: 'reward.returnHigher', onDay: today, data: { reason } });
    record({ reason });
  });
}

async function lockForwarded(tx: Tx, proposalId: string, actor: Member): Promise<LockedProposal> {
  const row = await lockProposal(tx, proposalId);
  const refusal = checkHigher(row, actor.memberId);
  if (refusal) throw refusal;
  return row;
}

/** The fund that the lead chose; where a new year began meanwhile, the unit's fund of the same source in it. */
async function fundNow(tx: Db | Tx, row: ProposalRow, day: IsoDate): Promise<string> {
  const chosen = (await fundsById(tx, row.fundId ? [row.fundId] : [])).get(row.fundId ?? '');
  if (chosen?.year === yearOf(day)) return chosen.id;
  const present = (await fundsOf(tx, row.unitId, yearOf(day))).find(({ source }) => source === chosen?.source);
  if (present) return present.id;
  throw new Refusal('fundTooLow', { field: 'fund', data: { balance: '0', amount: String(amountOf(row)) } });
}
