import type { ActionFunctionArgs } from '@remix-run/node';
import { fundForms } from '~/contract/posted/reward-forms';
import { correctCredit, creditFund, openFund } from '~/services/reward/fund.server';
import { closeFund } from '~/services/reward/fund-close.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';

/** What is done with a unit's money of a year. */
export const fundAction = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(fundForms, {
  open: async ({ ctx, actor }, wanted) => {
    await openFund(ctx, actor, wanted);
    return { done: 'opened' as const };
  },
  close: async ({ ctx, actor }, { fund, ...closing }) => {
    await closeFund(ctx, actor, { ...fund, ...closing });
    return { done: 'closed' as const };
  },
  correct: async ({ ctx, actor }, correction) => {
    await correctCredit(ctx, actor, correction);
    return { done: 'corrected' as const };
  },
  credit: async ({ ctx, actor }, credit) => {
    await creditFund(ctx, actor, credit);
    return { done: 'credited' as const };
  },
});
