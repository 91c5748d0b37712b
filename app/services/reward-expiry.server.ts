import { and, eq, lt } from 'drizzle-orm';
import { reward } from '#db/schema/reward';
import { isExpired } from '~/domain/reward-order';
import { type House, today } from './house.server';
import { book } from './ledger.server';
import { perform } from './perform.server';
import { lockReward, rewardEvent } from './reward-rows.server';

/** Gives unclaimed rewards back to their funds after their last day, one act each; returns how many. */
export async function expireRewards(house: House): Promise<number> {
  const due = await house.db
    .select({ id: reward.id })
    .from(reward)
    .where(and(eq(reward.state, 'approved'), lt(reward.claimUntil, today(house))));
  let returned = 0;
  for (const { id } of due) if (await expire(house, id)) returned += 1;
  return returned;
}

function expire(house: House, rewardId: string): Promise<boolean> {
  const clerk = { kind: 'system', name: 'reward-expiry' } as const;
  return perform(house, clerk, 'reward.expire', `reward:${rewardId}`, async ({ tx, today, record }) => {
    const row = await lockReward(tx, rewardId);
    if (!isExpired(row, today) || row.fundId === null) return false;
    const { fundId, amount } = row;
    await book(tx, today, 'expire', { fundId, amount, rewardId });
    await tx.update(reward).set({ state: 'returned' }).where(eq(reward.id, rewardId));
    await rewardEvent(tx, row, { act: 'reward.expire', onDay: today });
    record({ amount: String(amount), fundId });
    return true;
  });
}
