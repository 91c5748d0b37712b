import type { ActionFunctionArgs } from '@remix-run/node';
import { readPosted } from '~/contract/posted/posted';
import { postedReleases } from '~/contract/posted/staff-acts';
import type { CorrectionReason } from '~/domain/reward/reward-order';
import { makeBatch, payReward, releaseBatch } from '~/services/reward/payout.server';
import { correctPayment } from '~/services/reward/payout-correction.server';
import { type StaffActs, staffActs } from '~/web/staff/staff-acts.server';

/** What finance and guardians do with payments. */
export function payoutAction(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fieldBytes: 2 * 1024 * 1024 });
}

const ACTS = {
  batch: [
    'reward.batch',
    async ({ ctx, actor }, form) => {
      await makeBatch(ctx, actor, form.text('shown'));
      return { done: 'batchMade' as const };
    },
  ],
  release: [
    'payout.release',
    async ({ ctx, actor }, form) => {
      const shares = readPosted(postedReleases, form.text('shares') || '[]', 'shares');
      await releaseBatch(ctx, actor, form.text('batchId'), { shares, shown: form.text('shown') });
      return { done: 'released' as const };
    },
  ],
  correct: [
    'payout.correct',
    async ({ ctx, actor }, form) => {
      const [voucher, reason] = [form.text('voucher'), form.text('reason') as CorrectionReason];
      await correctPayment(ctx, actor, { ...chosenPayment(form.text('payment')), voucher, reason });
      return { done: 'corrected' as const };
    },
  ],
  pay: [
    'payout.pay',
    async ({ ctx, actor }, form) => {
      const [voucher, cashCode, shown] = [form.text('voucher'), form.text('cashCode'), form.text('shown')];
      await payReward(ctx, actor, { rewardId: form.text('rewardId'), voucher, cashCode, shown });
      return { done: 'paid' as const };
    },
  ],
} as const satisfies StaffActs;

/** Which payment was chosen, and what was shown of it. */
function chosenPayment(value: string): { rewardId: string; shown: string } {
  const at = value.indexOf(' ');
  return { rewardId: value.slice(0, Math.max(0, at)), shown: value.slice(at + 1) };
}
