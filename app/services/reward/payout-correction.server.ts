import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { ledgerLine, reward } from '#db/schema/reward';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { CORRECTION_REASONS, type CorrectionReason, checkCorrection } from '~/domain/reward/reward-order';
import { requireAsShown } from '~/domain/shown';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { requireVoucher } from './fund.server';
import { book } from './ledger.server';
import { CLAIMED_ANEW, lockReward, paymentShown } from './reward-rows.server';

/** `shown`: what the page showed of the payment (`paymentShown`), with the voucher under which it was booked. */
export type Correction = { rewardId: string; voucher: string; reason: CorrectionReason; shown: string };

/**
 * Takes a payment back by a reversing entry with a voucher of its own: the bank sent it back, or it was booked by
 * mistake. It then waits to be batched, released and paid anew. A case that has learned of the payment keeps what it
 * learned, because nothing leads from here to it. Refusals: `invalid` (voucher, reason), `notFound`, `stageForbids`
 * unless paid, `samePerson`, `tooLate` once the account was shredded, `alreadyDone` (voucher), `shownOtherwise`.
 */
export async function correctPayment(ctx: Context, actor: Member, correction: Correction): Promise<void> {
  const { rewardId, reason } = correction;
  await perform(ctx, actor, 'payout.correct', `reward:${rewardId}`, async ({ tx, today, record }) => {
    const voucher = requireVoucher(correction.voucher);
    if (!CORRECTION_REASONS.includes(reason)) throw new Refusal('invalid', { field: 'reason' });
    const row = await lockReward(tx, rewardId);
    const refusal = checkCorrection(row, actor.memberId);
    if (refusal) throw refusal;
    requireAsShown(correction.shown, paymentShown(row));
    if (row.claimMethod === 'bank' && row.payee === null) throw new Refusal('tooLate');
    const { fundId, amount } = row;
    await book(tx, today, 'bounce', { fundId, amount, rewardId, voucher, reverses: await paymentOf(tx, rewardId) });
    const unpaid = {
      ...CLAIMED_ANEW,
      releasedBy: null,
      paidBy: null,
      paidOn: null,
      voucher: null,
    } as const;
    await tx.update(reward).set(unpaid).where(eq(reward.id, rewardId));
    record({ reason, amount: String(amount), voucher });
  });
}

/** The newest payment posting of the reward; earlier ones have been reversed already. */
async function paymentOf(tx: Tx, rewardId: string): Promise<string> {
  const lines = await tx
    .select({ postingId: ledgerLine.postingId, kind: ledgerLine.kind })
    .from(ledgerLine)
    .where(and(eq(ledgerLine.rewardId, rewardId), eq(ledgerLine.kind, 'pay'), eq(ledgerLine.line, 1)))
    .orderBy(desc(ledgerLine.onDay));
  const taken = await tx
    .select({ reverses: ledgerLine.reverses })
    .from(ledgerLine)
    .where(and(eq(ledgerLine.rewardId, rewardId), eq(ledgerLine.kind, 'bounce'), eq(ledgerLine.line, 1)));
  const standing = lines.find(({ postingId }) => !taken.some(({ reverses }) => reverses === postingId));
  if (!standing) throw new Refusal('notFound');
  return standing.postingId;
}
