import { asc, eq } from 'drizzle-orm';
import { penaltyDecision } from '#db/schema/publication';
import { reward, rewardProposal } from '#db/schema/reward';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import type { WithdrawalReason } from '~/domain/publication/penalty-form';
import { shownAs } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import * as deletion from '~/services/case/deletion.server';
import type { House } from '~/services/house.server';
import * as removal from '~/services/keys/key-removal.server';
import * as penalty from '~/services/publication/penalty.server';
import * as payout from '~/services/reward/payout.server';
import * as correction from '~/services/reward/payout-correction.server';
import * as rewards from '~/services/reward/reward.server';
import { batchShown, paymentShown } from '~/services/reward/reward-rows.server';

/*
 * Acts of several people as pages do them that show the rows as they stand: under the services' names, so that only tests of what
 * changes under an open page say themselves what was shown.
 */

type Actor = Parameters<typeof payout.payReward>[1];

/** What a page shows of a payment now. */
export async function paymentNow({ db }: House, rewardId: string): Promise<string> {
  const [row] = isUuid(rewardId) ? await db.select().from(reward).where(eq(reward.id, rewardId)) : [];
  return row ? shownAs(paymentShown(row)) : '';
}

const batchNow = async ({ db }: House, which: ReturnType<typeof eq>) =>
  shownAs(batchShown(await db.select().from(reward).where(which).orderBy(asc(reward.order)).limit(payout.BATCH_MOST)));

export const makeBatch = async (house: House, actor: Actor) =>
  payout.makeBatch(house, actor, await batchNow(house, eq(reward.state, 'claimed')));

export const releaseBatch = async (
  house: House,
  actor: Actor,
  batchId: string,
  shares: payout.ReleasedShare[],
): Promise<void> =>
  payout.releaseBatch(house, actor, batchId, { shares, shown: await batchNow(house, eq(reward.batchId, batchId)) });

export const payReward = async (house: House, actor: Actor, payment: Omit<payout.Payment, 'shown'>): Promise<void> =>
  payout.payReward(house, actor, { ...payment, shown: await paymentNow(house, payment.rewardId) });

export const correctPayment = async (
  house: House,
  actor: Actor,
  wanted: Omit<correction.Correction, 'shown'>,
): Promise<void> =>
  correction.correctPayment(house, actor, { ...wanted, shown: await paymentNow(house, wanted.rewardId) });

export async function approveReward(
  house: House,
  actor: Actor,
  approval: Omit<rewards.RewardApproval, 'amount'>,
): Promise<void> {
  const [row] = await house.db
    .select({ amount: rewardProposal.amount })
    .from(rewardProposal)
    .where(eq(rewardProposal.id, approval.proposalId));
  await rewards.approveReward(house, actor, { ...approval, amount: row?.amount ?? 0n });
}

async function penaltyNow({ db }: House, id: string): Promise<penalty.ShownPenalty> {
  const [row] = await db.select().from(penaltyDecision).where(eq(penaltyDecision.id, id));
  return { id, shown: row ? shownAs(penalty.penaltyShown(row)) : '' };
}

export const publishPenalty = async (house: House, actor: Actor, id: string): Promise<void> =>
  penalty.publishPenalty(house, actor, await penaltyNow(house, id));

export const withdrawPenalty = async (
  house: House,
  actor: Actor,
  id: string,
  reason: WithdrawalReason,
): Promise<void> => penalty.withdrawPenalty(house, actor, { ...(await penaltyNow(house, id)), reason });

/** A guardian, by whose eyes the pages of two-person acts are read here. */
async function guardian({ db }: House): Promise<Member> {
  const rows = await db.select().from(member).where(eq(member.status, 'enrolled'));
  const row = rows.find(({ roles }) => roles.includes('guardian'));
  if (!row) throw new Error('no guardian');
  return { kind: 'member', memberId: row.id, unitId: row.unitId, roles: ['guardian'] };
}

export async function confirmDeletion(house: House, actor: Actor, requestId: string): Promise<void> {
  const asked = (await deletion.deletionsAsked(house, await guardian(house))).find(({ id }) => id === requestId);
  await deletion.confirmDeletion(house, actor, { requestId, shown: asked?.shown ?? '' });
}

export async function confirmKeyRemoval(house: House, actor: Actor, requestId: string): Promise<void> {
  const asked = (await removal.removalsAsked(house, await guardian(house))).find(({ id }) => id === requestId);
  await removal.confirmKeyRemoval(house, actor, { requestId, shown: asked?.shown ?? '' });
}
