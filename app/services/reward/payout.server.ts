import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { payeeShare, payoutBatch, reward } from '#db/schema/reward';
import type { Actor, Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { checkPayment } from '~/domain/reward/reward-order';
import { requireAsShown } from '~/domain/shown';
import { isUuid } from '~/domain/uuid';
import { requireSealed } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { requireFound } from './cash-find.server';
import { requireVoucher } from './fund.server';
import { book } from './ledger.server';
import { batchShown, lockReward, paymentShown } from './reward-rows.server';

/** The most payments in one batch, so that a guardian's browser releases it within seconds. */
export const BATCH_MOST = 100;

/**
 * Puts the claimed rewards that the page showed into a new batch, oldest first; returns its id. Refusals: `notFound`
 * when there is none, `shownOtherwise`.
 */
export function makeBatch(ctx: Context, actor: Actor, shown: string): Promise<string> {
  const id = randomUUID();
  return perform(ctx, actor, 'reward.batch', `batch:${id}`, async ({ tx, today, record }) => {
    const claimed = await tx
      .select()
      .from(reward)
      .where(eq(reward.state, 'claimed'))
      .orderBy(asc(reward.order))
      .limit(BATCH_MOST)
      .for('update', { skipLocked: true });
    if (claimed.length === 0 || actor.kind !== 'member') throw new Refusal('notFound');
    requireAsShown(shown, batchShown(claimed));
    await tx.insert(payoutBatch).values({ id, madeBy: actor.memberId, madeOn: today });
    await tx
      .update(reward)
      .set({ state: 'batched', batchId: id })
      .where(
        inArray(
          reward.id,
          claimed.map((row) => row.id),
        ),
      );
    record({ count: claimed.length });
    return id;
  });
}

/** The guardians' share of one payee, re-sealed in the guardian's browser to finance's unit key. */
export type ReleasedPayeeShare = { rewardId: string; unitKeyId: string; bytes: Uint8Array };

/**
 * A guardian releases a batch as it was shown, with exactly one re-sealed share for each bank payment in it. Refusals:
 * `notFound`, `alreadyDone`, `shownOtherwise`, `invalid` (a share is missing, surplus or not a sealed share),
 * `conflict` (it is sealed to another key than finance's own share).
 */
export async function releaseBatch(
  ctx: Context,
  actor: Member,
  batchId: string,
  { shares, shown }: { shares: ReleasedPayeeShare[]; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'payout.release', `batch:${batchId}`, async ({ tx, today, record }) => {
    const [batch] = isUuid(batchId)
      ? await tx.select().from(payoutBatch).where(eq(payoutBatch.id, batchId)).for('update')
      : [];
    if (!batch) throw new Refusal('notFound');
    if (batch.releasedOn !== null) throw new Refusal('alreadyDone');
    const rows = await tx
      .select()
      .from(reward)
      .where(eq(reward.batchId, batchId))
      .orderBy(asc(reward.order))
      .for('update');
    const batched = rows.filter((row) => row.state === 'batched');
    requireAsShown(shown, batchShown(batched));
    const bank = batched.filter((row) => row.claimMethod === 'bank').map((row) => row.id);
    await checkShares(tx, bank, shares);
    if (shares.length > 0) {
      await tx.insert(payeeShare).values(shares.map((share) => ({ ...share, share: 'released' as const })));
    }
    await tx
      .update(payoutBatch)
      .set({ releasedBy: actor.memberId, releasedOn: today })
      .where(eq(payoutBatch.id, batchId));
    await tx
      .update(reward)
      .set({ state: 'released', releasedBy: actor.memberId })
      .where(and(eq(reward.batchId, batchId), eq(reward.state, 'batched')));
    record({ count: rows.length });
  });
}

/** Requires one share for each bank payment, sealed to the very key that holds finance's own share of that payee. */
async function checkShares(tx: Tx, wanted: string[], shares: ReleasedPayeeShare[]): Promise<void> {
  const given = new Set(shares.map((share) => share.rewardId));
  const whole = given.size === shares.length && shares.length === wanted.length && wanted.every((id) => given.has(id));
  if (!whole) throw new Refusal('invalid', { field: 'shares' });
  for (const { bytes } of shares) requireSealed(bytes, 'shares');
  const own = await financeShares(tx, wanted);
  if (shares.some((share) => own.get(share.rewardId) !== share.unitKeyId)) throw new Refusal('conflict');
}

async function financeShares(tx: Tx, rewardIds: string[]): Promise<Map<string, string>> {
  if (rewardIds.length === 0) return new Map();
  const rows = await tx
    .select({ rewardId: payeeShare.rewardId, unitKeyId: payeeShare.unitKeyId })
    .from(payeeShare)
    .where(and(inArray(payeeShare.rewardId, rewardIds), eq(payeeShare.share, 'finance')));
  return new Map(rows.map(({ rewardId, unitKeyId }) => [rewardId, unitKeyId]));
}

/** `shown`: what the page showed of it (`paymentShown`); `found`: for cash, what `findCash` returned with it. */
export type Payment = { rewardId: string; voucher: string; shown: string; found?: string | undefined };

/**
 * Records a payment with its voucher; what a guardian released for it is destroyed. The case learns of it the night
 * after, so that neither row nor transaction joins the two. Cash is paid by whoever was told its code today. Refusals:
 * `invalid` (voucher), `stageForbids`, `alreadyDone`, `samePerson`, `notFound`, `shownOtherwise`, `expired` (cash whose
 * code was not told today, or not for this release).
 */
export async function payReward(ctx: Context, actor: Member, payment: Payment): Promise<void> {
  const { rewardId } = payment;
  await perform(ctx, actor, 'payout.pay', `reward:${rewardId}`, async ({ tx, today, record }) => {
    const voucher = requireVoucher(payment.voucher);
    const row = await lockReward(tx, rewardId);
    const refusal = checkPayment(row, actor.memberId);
    if (refusal) throw refusal;
    requireAsShown(payment.shown, paymentShown(row));
    if (row.claimMethod === 'cash') requireFound(ctx, actor, row, today, payment.found ?? '');
    await takeBack(tx, rewardId);
    await tx
      .update(reward)
      .set({ state: 'paid', paidBy: actor.memberId, paidOn: today, voucher })
      .where(eq(reward.id, rewardId));
    await book(tx, today, 'pay', { fundId: row.fundId, amount: row.amount, rewardId, voucher });
    record({ amount: String(row.amount), voucher });
  });
}

/**
 * What a guardian released served for this payment only, so that finance alone can no longer open the account. The
 * payee and the two shares stay for an auditor's sample until retention shreds them.
 */
async function takeBack(tx: Tx, rewardId: string): Promise<void> {
  await tx.delete(payeeShare).where(and(eq(payeeShare.rewardId, rewardId), eq(payeeShare.share, 'released')));
}
