import type { ActionFunctionArgs } from '@remix-run/node';
import { payoutForms } from '~/contract/posted/reward-forms';
import { setCashCounter } from '~/services/reward/cash-counter.server';
import { findCash } from '~/services/reward/cash-find.server';
import { makeBatch, payReward, releaseBatch } from '~/services/reward/payout.server';
import { correctPayment } from '~/services/reward/payout-correction.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';

/** What finance and guardians do with payments. */
export function payoutAction(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fieldBytes: 2 * 1024 * 1024 });
}

const ACTS = formActs(payoutForms, {
  batch: async ({ ctx, actor }, { shown }) => {
    await makeBatch(ctx, actor, shown);
    return { done: 'batchMade' as const };
  },
  release: async ({ ctx, actor }, { batchId, ...released }) => {
    await releaseBatch(ctx, actor, batchId, released);
    return { done: 'released' as const };
  },
  correct: async ({ ctx, actor }, { payment, ...correction }) => {
    await correctPayment(ctx, actor, { ...payment, ...correction });
    return { done: 'corrected' as const };
  },
  find: async ({ ctx, actor }, { cashCode }) => ({ found: await findCash(ctx, actor, cashCode) }),
  counter: async ({ ctx, actor }, { shown, places, hours }) => {
    await setCashCounter(ctx, actor, { places, hours }, shown);
    return { done: 'counterSet' as const };
  },
  pay: async ({ ctx, actor }, paid) => {
    await payReward(ctx, actor, paid);
    return { done: 'paid' as const };
  },
});
