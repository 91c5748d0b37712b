import { eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { reward } from '#db/schema/reward';
import type { WaitingContent } from '~/contract/sealed/waiting';
import { Refusal } from '~/domain/refusal';
import type { ClaimMethod, RewardState } from '~/domain/reward/reward-order';
import type { Context } from '~/services/context.server';
import {
  forgetWaiting,
  lockHandOvers,
  storeHandOver,
  type WaitingHandOver,
  waitingFor,
  waitingOf,
} from '~/services/hand-over.server';
import type { ProposalRow } from './reward-rows.server';

/**
 * Which payment belongs to which proposal, and who may claim it. From approval to the night after payment this lies
 * sealed with the key of the day of approval, and afterwards only in the case's own sealed part.
 */
export type RewardLink = WaitingContent<'rewardLink'>;

/** Stores the pair inside the act of approval. Refusal `conflict` (rewardId) for an id that is in use. */
export async function keepLink(ctx: Context, tx: Tx, link: RewardLink): Promise<void> {
  await lockHandOvers(tx);
  const open = await waitingOf(ctx, tx, 'rewardLink');
  const used = open.some(({ content }) => content.rewardId === link.rewardId);
  if (used || (await tx.$count(reward, eq(reward.id, link.rewardId))) > 0) {
    throw new Refusal('conflict', { field: 'rewardId' });
  }
  await storeHandOver(ctx, tx, 'rewardLink', link, link.proposalId);
}

export function linkOf(ctx: Context, db: Db | Tx, proposalId: string): Promise<WaitingHandOver<'rewardLink'> | null> {
  return waitingFor(ctx, db, 'rewardLink', proposalId);
}

/** Drops the link of a reward that nobody claimed, so that no payment came of it. */
export async function dropLink(ctx: Context, tx: Tx, proposalId: string): Promise<void> {
  await lockHandOvers(tx);
  const link = await linkOf(ctx, tx, proposalId);
  if (link) await forgetWaiting(tx, [link.id]);
}

/**
 * Was it approved, while nobody can claim it because the key of that day was lost with the night folder? Then it may be
 * approved again. What finance already has is paid as it stands.
 */
export async function isLost(ctx: Context, db: Db | Tx, row: ProposalRow): Promise<boolean> {
  if ((row.state !== 'approved' && row.state !== 'claimed') || row.amount === null) return false;
  if (await linkOf(ctx, db, row.id)) return false;
  return (await waitingFor(ctx, db, 'claim', row.id)) === null;
}

/** How a proposal's reward stands now; amounts and method are null where only sealed parts tell them. */
export type RewardStanding = {
  state: RewardState;
  amount: bigint | null;
  method: ClaimMethod | null;
  /** Id of the future payment; null before approval, and after it was paid. */
  rewardId: string | null;
};

export async function standingOf(ctx: Context, db: Db | Tx, row: ProposalRow): Promise<RewardStanding> {
  const own: RewardStanding = { state: row.state, amount: row.amount, method: null, rewardId: null };
  if (row.state !== 'approved' && row.state !== 'claimed') return own;
  const link = await linkOf(ctx, db, row.id);
  if (!link) return own;
  const { rewardId } = link.content;
  const [paying] = await db.select().from(reward).where(eq(reward.id, rewardId));
  if (paying) return { state: paying.state, amount: paying.amount, method: paying.claimMethod, rewardId };
  const claim = await waitingFor(ctx, db, 'claim', row.id);
  return { ...own, method: claim?.content.method ?? null, rewardId };
}
