import { and, eq, lt } from 'drizzle-orm';
import { rewardProposal } from '#db/schema/reward';
import { isExpired } from '~/domain/reward/reward-order';
import { type Context, today } from '~/services/context.server';
import { lockHandOvers } from '~/services/hand-over.server';
import { perform } from '~/services/perform.server';
import { book } from './ledger.server';
import { dropLink } from './reward-link.server';
import { amountOf, lockProposal, rewardEvent } from './reward-rows.server';

/** Returns unclaimed rewards to their funds after their last day, one act for each; returns how many. */
export async function expireRewards(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: rewardProposal.id })
    .from(rewardProposal)
    .where(and(eq(rewardProposal.state, 'approved'), lt(rewardProposal.claimUntil, today(ctx))));
  let returned = 0;
  for (const { id } of due) if (await expire(ctx, id)) returned += 1;
  return returned;
}

function expire(ctx: Context, proposalId: string): Promise<boolean> {
  const clerk = { kind: 'system', name: 'reward-expiry' } as const;
  return perform(ctx, clerk, 'reward.expire', `proposal:${proposalId}`, async ({ tx, today, record, nothing }) => {
    await lockHandOvers(tx);
    const row = await lockProposal(tx, proposalId);
    if (!isExpired(row, today) || row.fundId === null) return nothing(false);
    const { fundId } = row;
    const amount = amountOf(row);
    await book(tx, today, 'expire', { fundId, amount });
    await dropLink(ctx, tx, proposalId);
    await tx.update(rewardProposal).set({ state: 'returned' }).where(eq(rewardProposal.id, proposalId));
    await rewardEvent(tx, row, { act: 'reward.expire', onDay: today });
    record({ amount: String(amount), fundId });
    return true;
  });
}
