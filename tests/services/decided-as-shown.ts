import { asc, eq } from 'drizzle-orm';
import { penaltyDecision } from '#db/schema/publication';
import { reward, rewardProposal } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import type { WithdrawalReason } from '~/domain/publication/penalty-form';
import { shownAs } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import * as deletion from '~/services/case/deletion.server';
import type { Context } from '~/services/context.server';
import * as removal from '~/services/keys/key-removal.server';
import * as penalty from '~/services/publication/penalty.server';
import { findCash } from '~/services/reward/cash-find.server';
import * as payout from '~/services/reward/payout.server';
import * as correction from '~/services/reward/payout-correction.server';
import * as rewards from '~/services/reward/reward.server';
import { batchShown, paymentShown } from '~/services/reward/reward-rows.server';

/* Acts of several people as done by pages that show the present rows. They have the services' names, so that only tests about changes under an open page have to say what was shown. */

type Actor = Parameters<typeof payout.payReward>[1];

/** What a page shows of a payment now. */
export async function paymentNow({ db }: Context, rewardId: string): Promise<string> {
  const [row] = isUuid(rewardId) ? await db.select().from(reward).where(eq(reward.id, rewardId)) : [];
  return row ? shownAs(paymentShown(row)) : '';
}

const batchNow = async ({ db }: Context, which: ReturnType<typeof eq>) =>
  shownAs(batchShown(await db.select().from(reward).where(which).orderBy(asc(reward.order)).limit(payout.BATCH_MOST)));

export const makeBatch = async (ctx: Context, actor: Actor) =>
  payout.makeBatch(ctx, actor, await batchNow(ctx, eq(reward.state, 'claimed')));

export const releaseBatch = async (
  ctx: Context,
  actor: Actor,
  batchId: string,
  shares: payout.ReleasedPayeeShare[],
): Promise<void> =>
  payout.releaseBatch(ctx, actor, batchId, { shares, shown: await batchNow(ctx, eq(reward.batchId, batchId)) });

/** Cash as at the counter: the told code finds the payment, which is then recorded as paid. */
export async function payReward(ctx: Context, actor: Actor, payment: Paid): Promise<void> {
  const { cashCode, ...rest } = payment;
  const found = cashCode === undefined ? [] : await findCash(ctx, actor, cashCode);
  const proof = found.find(({ rewardId }) => rewardId === payment.rewardId)?.found;
  await payout.payReward(ctx, actor, { ...rest, found: proof, shown: await paymentNow(ctx, payment.rewardId) });
}

type Paid = { rewardId: string; voucher: string; cashCode?: string };

export const correctPayment = async (
  ctx: Context,
  actor: Actor,
  wanted: Omit<correction.Correction, 'shown'>,
): Promise<void> => correction.correctPayment(ctx, actor, { ...wanted, shown: await paymentNow(ctx, wanted.rewardId) });

export async function approveReward(
  ctx: Context,
  actor: Actor,
  approval: Omit<rewards.RewardApproval, 'amount'>,
): Promise<void> {
  const [row] = await ctx.db
    .select({ amount: rewardProposal.amount })
    .from(rewardProposal)
    .where(eq(rewardProposal.id, approval.proposalId));
  await rewards.approveReward(ctx, actor, { ...approval, amount: row?.amount ?? 0n });
}

async function penaltyNow({ db }: Context, id: string): Promise<penalty.ShownPenalty> {
  const [row] = await db.select().from(penaltyDecision).where(eq(penaltyDecision.id, id));
  return { id, shown: row ? shownAs(penalty.penaltyShown(row)) : '' };
}

export const publishPenalty = async (ctx: Context, actor: Actor, id: string): Promise<void> =>
  penalty.publishPenalty(ctx, actor, await penaltyNow(ctx, id));

export const withdrawPenalty = async (
  ctx: Context,
  actor: Actor,
  id: string,
  reason: WithdrawalReason,
): Promise<void> => penalty.withdrawPenalty(ctx, actor, { ...(await penaltyNow(ctx, id)), reason });

/** A guardian, as whom the pages of two-person acts are read here. */
async function guardian({ db }: Context): Promise<Member> {
  const rows = await db.select().from(member).where(eq(member.status, 'enrolled'));
  const row = rows.find(({ roles }) => roles.includes('guardian'));
  if (!row) throw new Error('no guardian');
  return { kind: 'member', memberId: row.id, unitId: row.unitId, roles: ['guardian'] };
}

export async function confirmDeletion(ctx: Context, actor: Actor, requestId: string): Promise<void> {
  const asked = (await deletion.deletionsAsked(ctx, await guardian(ctx))).find(({ id }) => id === requestId);
  await deletion.confirmDeletion(ctx, actor, { requestId, shown: asked?.shown ?? '' });
}

export async function confirmKeyRemoval(ctx: Context, actor: Actor, requestId: string): Promise<void> {
  const asked = (await removal.removalsAsked(ctx, await guardian(ctx))).find(({ id }) => id === requestId);
  await removal.confirmKeyRemoval(ctx, actor, { requestId, shown: asked?.shown ?? '' });
}
