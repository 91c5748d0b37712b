import { and, desc, eq, lt, type SQL } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import { rewardProposal } from '#db/schema/reward';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { forwardedRewards } from './reward-higher.server';
import type { RewardOfCase } from './reward-page.server';
import type { ProposalRow } from './reward-rows.server';

/** A reward in its own unit's list. */
export type ListedReward = Pick<
  RewardOfCase,
  'id' | 'order' | 'state' | 'amount' | 'proposedOn' | 'claimUntil' | 'claimProvisional'
> & {
  caseId: string;
  caseOrder: number;
  own: boolean;
};

const PAGE = 30;

/** What the page of rewards shows: those of the own unit, those that wait for the level above, or both. */
export async function rewardsFor(ctx: Context, actor: Member, before?: number) {
  const higher = holdsRoleFor(actor, 'reward.approveHigher') ? await forwardedRewards(ctx, actor) : null;
  const works = holdsRoleFor(actor, 'reward.propose') || holdsRoleFor(actor, 'reward.approve');
  // Whoever may neither is refused by this look.
  const own = works || higher === null ? await rewardsOfUnit(ctx, actor, before) : null;
  return { own, higher };
}

/** The own unit's rewards, newest first, and those that wait for approval; `before` is the order number to page by. */
async function rewardsOfUnit(
  ctx: Context,
  actor: Member,
  before?: number,
): Promise<{ waiting: ListedReward[]; rows: ListedReward[]; next: number | null }> {
  const act = holdsRoleFor(actor, 'reward.propose') ? 'reward.propose' : 'reward.approve';
  return look(ctx, actor, act, null, async ({ db, within }) => {
    within({ unitId: actor.unitId });
    const list = (where: SQL | undefined, most: number) =>
      db
        .select({ row: rewardProposal, caseOrder: caseFile.order })
        .from(rewardProposal)
        .innerJoin(caseFile, eq(caseFile.id, rewardProposal.caseId))
        .where(where)
        .orderBy(desc(rewardProposal.order))
        .limit(most);
    const listed = ({ row, caseOrder }: { row: ProposalRow; caseOrder: number }): ListedReward => {
      const { id, order, state, amount, proposedOn, claimUntil, claimProvisional, caseId } = row;
      return {
        id,
        order,
        state,
        amount,
        proposedOn,
        claimUntil,
        claimProvisional,
        caseId,
        caseOrder,
        own: row.proposedBy === actor.memberId,
      };
    };
    // What waits is decided by the unit that has the case now, to which a review may have moved it.
    const here = eq(caseFile.responsibleUnitId, actor.unitId);
    const waiting = await list(and(here, eq(rewardProposal.state, 'proposed')), 200);
    const past = before === undefined ? undefined : lt(rewardProposal.order, before);
    const rows = await list(and(eq(rewardProposal.unitId, actor.unitId), past), PAGE + 1);
    const page = rows.slice(0, PAGE);
    return {
      waiting: waiting.map(listed),
      rows: page.map(listed),
      next: rows.length > PAGE ? (page.at(-1)?.row.order ?? null) : null,
    };
  });
}
