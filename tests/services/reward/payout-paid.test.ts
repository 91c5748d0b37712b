import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { reward } from '#db/schema/reward';
import { claimReward } from '~/services/reward/claim.server';
import * as payout from '~/services/reward/payout.server';
import * as payoutCorrection from '~/services/reward/payout-correction.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { correctPayment, makeBatch, paymentNow, payReward, releaseBatch } from '../decided-as-shown';
import { approve, bankClaim, night, proposeBare, reporterOf } from '../reward-play';
import { actor, county, ctx, guardianShares, PAYEE, refusal, rowOf } from './payout-county';

/** An approved and claimed reward on a case without sealed parts, and its reporter's report. */
async function claimed(method: 'cash' | 'bank'): Promise<{ rewardId: string; reportId: string }> {
  const proposalId = await proposeBare(ctx, county, 2_000_000n);
  const rewardId = await approve(ctx, county, proposalId);
  const reporter = await reporterOf(ctx, proposalId);
  await claimReward(ctx, reporter, method === 'cash' ? { method } : bankClaim(PAYEE));
  await night(ctx);
  return { rewardId, reportId: reporter.reportId };
}

async function released(): Promise<string> {
  const batchId = await makeBatch(ctx, actor('finance.1'));
  await releaseBatch(ctx, actor('guardians.1'), batchId, await guardianShares(batchId));
  return batchId;
}

describe('paying', () => {
  test('neither proposer nor approver pays, by service and by database', async () => {
    const { rewardId, reportId } = await claimed('cash');
    await released();
    const { cashCode } = (await rewardForReporter(ctx, reportId)) ?? {};
    const payment = { rewardId, voucher: 'V-2', cashCode: cashCode ?? '' };
    for (const login of ['fire.handler', 'fire.lead']) {
      const moved = { ...actor(login), roles: ['finance'] as const };
      await expect(payReward(ctx, moved, payment)).rejects.toEqual(refusal('samePerson'));
      const forced = ctx.database.owner.db
        .update(reward)
        .set({ paidBy: moved.memberId })
        .where(eq(reward.id, rewardId))
        .catch((error: unknown) => databaseCode(error));
      expect(await forced).toBe('23514');
    }
    await expect(payReward(ctx, actor('finance.1'), { ...payment, voucher: '' })).rejects.toEqual(
      refusal('invalid', 'voucher'),
    );
    await payReward(ctx, actor('finance.1'), payment);
  });

  test('two officers at once pay once', async () => {
    const { rewardId } = await claimed('bank');
    await released();
    const tried = await Promise.allSettled(
      ['finance.1', 'finance.2'].map((login) => payReward(ctx, actor(login), { rewardId, voucher: 'V-4' })),
    );
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('nothing is done with a payment that stands otherwise than the page showed', async () => {
    const { rewardId } = await claimed('bank');
    const otherwise = refusal('shownOtherwise');
    const finance = (login: string) => payoutPage(ctx, actor(login)).then((page) => page.finance);
    const before = (await finance('finance.1'))?.nextBatch.shown ?? '';
    // A second one is claimed after the page was opened; then an amount is overwritten under another open page.
    const second = await claimed('bank');
    await expect(payout.makeBatch(ctx, actor('finance.1'), before)).rejects.toEqual(otherwise);
    const batchId = await makeBatch(ctx, actor('finance.1'));
    const shares = await guardianShares(batchId);
    const guardians = (await payoutPage(ctx, actor('guardians.1'))).guardian;
    const shown = guardians?.batches.find(({ id }) => id === batchId)?.shown ?? '';
    const [{ amount }] = [await rowOf(rewardId)];
    const write = (fen: bigint) =>
      ctx.database.owner.db.update(reward).set({ amount: fen }).where(eq(reward.id, rewardId));
    await write(amount + 1n);
    const release = () => payout.releaseBatch(ctx, actor('guardians.1'), batchId, { shares, shown });
    await expect(release()).rejects.toEqual(otherwise);
    await write(amount);
    await release();
    const payable = (await finance('finance.2'))?.payable.find((one) => one.rewardId === rewardId);
    await write(amount + 1n);
    const payment = { rewardId, voucher: 'V-9', shown: payable?.shown ?? '' };
    await expect(payout.payReward(ctx, actor('finance.2'), payment)).rejects.toEqual(otherwise);
    await write(amount);
    await payout.payReward(ctx, actor('finance.2'), payment);
    // It is taken back and paid anew under an open page, whose correction is not one of the new payment.
    const paid = await paymentNow(ctx, rewardId);
    await correctPayment(ctx, actor('finance.1'), { rewardId, voucher: 'H-9', reason: 'mistake' });
    await released();
    await payReward(ctx, actor('finance.2'), { rewardId, voucher: 'V-10' });
    const stale = { rewardId, voucher: 'H-10', reason: 'mistake', shown: paid } as const;
    await expect(payoutCorrection.correctPayment(ctx, actor('finance.1'), stale)).rejects.toEqual(otherwise);
    await payReward(ctx, actor('finance.2'), { rewardId: second.rewardId, voucher: 'V-11' });
  });

  test('an empty batch is none', async () => {
    await makeBatch(ctx, actor('finance.1')).catch(() => undefined);
    await expect(makeBatch(ctx, actor('finance.1'))).rejects.toEqual(refusal('notFound'));
  });
});
