import { eq } from 'drizzle-orm';
import { rewardProposal } from '#db/schema/reward';
import type { Actor } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { checkClaim, isUndecided } from '~/domain/reward/reward-order';
import type { Context } from '~/services/context.server';
import { lockHandOvers } from '~/services/hand-over.server';
import { lookAsReporter } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { standingOfReport } from './claim.server';
import { book } from './ledger.server';
import { dropLink } from './reward-link.server';
import { amountOf, lockProposal, rewardEvent } from './reward-rows.server';

type Reporter = Extract<Actor, { kind: 'reporter' }>;

/**
 * The reporter gives up the reward of their own report, as only whoever holds the receipt code can: the money goes back to
 * its fund at once. `shown` is the proposal that their page showed. Refusals: `notFound`, `tooLate`, `alreadyDone` once it was
 * claimed, `shownOtherwise` where another stands by now, which nobody gives up unseen. Given up again counts as done.
 */
export async function waiveReward(ctx: Context, actor: Reporter, shown: string): Promise<void> {
  const present = await lookAsReporter(ctx, actor.reportId, (db) => standingOfReport(db, actor));
  // Before one is decided, and without one, the answer is the same.
  if (present === null || isUndecided(present.state)) throw new Refusal('notFound');
  if (present.id !== shown) throw new Refusal('shownOtherwise');
  if (present.state === 'waived') return;
  await perform(ctx, actor, 'reward.waive', `proposal:${present.id}`, async ({ tx, today, within, record }) => {
    await lockHandOvers(tx);
    const row = await lockProposal(tx, present.id);
    within({ reportId: row.reportId });
    // It was replaced in this very moment.
    const refusal = row.state === 'revised' ? new Refusal('shownOtherwise') : checkClaim(row, today);
    if (refusal) throw refusal;
    if (row.fundId === null) throw new Refusal('notOpen');
    await book(tx, today, 'expire', { fundId: row.fundId, amount: amountOf(row) });
    await dropLink(ctx, tx, row.id);
    await tx.update(rewardProposal).set({ state: 'waived' }).where(eq(rewardProposal.id, row.id));
    await rewardEvent(tx, row, { act: 'reward.waive', onDay: today });
    record({ fundId: row.fundId });
  });
}
