import { and, eq, lt } from 'drizzle-orm';
import { rewardProposal } from '#db/schema/reward';
import { isExpired } from '~/domain/reward/reward-order';
import { lockHandOvers } from '~/services/hand-over.server';
import { type House, today } from '~/services/house.server';
import { perform } from '~/services/perform.server';
import { book } from './ledger.server';
import { dropLink } from './reward-link.server';
import { amountOf, lockProposal, rewardEvent } from './reward-rows.server';

/** Gives unclaimed rewards back to their funds after their last day, one act each; returns how many. */
export async function expireRewards(house: House): Promise<number> {
  const due = await house.db
    .select({ id: rewardProposal.id })
    .from(rewardProposal)
    .where(and(eq(rewardProposal.state, 'approved'), lt(rewardProposal.claimUntil, today(house))));
  let returned = 0;
  for (const { id } of due) if (await expire(house, id)) returned += 1;
  return returned;
}

function expire(house: House, proposalId: string): Promise<boolean> {
  const clerk = { kind: 'system', name: 'reward-expiry' } as const;
  return perform(house, clerk, 'reward.expire', `proposal:${proposalId}`, async ({ tx, today, record }) => {
    await lockHandOvers(tx);
    const row = await lockProposal(tx, proposalId);
    if (!isExpired(row, today) || row.fundId === null) return false;
    const { fundId } = row;
    const amount = amountOf(row);
    await book(tx, today, 'expire', { fundId, amount });
    await dropLink(house, tx, proposalId);
    await tx.update(rewardProposal).set({ state: 'returned' }).where(eq(rewardProposal.id, proposalId));
    await rewardEvent(tx, row, { act: 'reward.expire', onDay: today });
    record({ amount: String(amount), fundId });
    return true;
  });
}
