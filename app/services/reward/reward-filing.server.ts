import { eq } from 'drizzle-orm';
import { rewardProposal } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import { checkFiling } from '~/domain/reward/reward-order';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { lockProposal, rewardEvent } from './reward-rows.server';

/**
 * Records that the filing form (备案表) of a reward was made: the browser made it of what it opened, and the server gets no
 * line of it. It may be made again; the last day stands. Refusals: `notFound`, `stageForbids` before the unit agreed.
 */
export async function fileReward(ctx: Context, actor: Member, { proposalId }: { proposalId: string }): Promise<void> {
  await perform(ctx, actor, 'reward.file', `proposal:${proposalId}`, async ({ tx, today, within }) => {
    const row = await lockProposal(tx, proposalId);
    within({ unitId: row.unitId });
    const refusal = checkFiling(row.state);
    if (refusal) throw refusal;
    await tx.update(rewardProposal).set({ filedOn: today }).where(eq(rewardProposal.id, proposalId));
    await rewardEvent(tx, row, { act: 'reward.file', onDay: today, actor });
  });
}
