import type { ActionFunctionArgs } from '@remix-run/node';
import { rewardForms } from '~/contract/posted/reward-forms';
import { approveReward, forwardReward, proposeReward, refuseReward } from '~/services/reward/reward.server';
import { fileReward } from '~/services/reward/reward-filing.server';
import { approveHigher, returnHigher } from '~/services/reward/reward-higher.server';
import { extendClaim, notifyReward } from '~/services/reward/reward-notice.server';
import { reviseReward } from '~/services/reward/reward-revision.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';

/** What is decided about a reward, on its case and by the level above. */
export const rewardAction = (args: ActionFunctionArgs) => staffActs(args, ACTS);

const ACTS = formActs(rewardForms, {
  propose: async ({ ctx, actor }, proposed) => {
    await proposeReward(ctx, actor, proposed);
    return { done: 'proposed' as const };
  },
  revise: async ({ ctx, actor }, revised) => {
    await reviseReward(ctx, actor, revised);
    return { done: 'proposed' as const };
  },
  approve: async ({ ctx, actor }, approved) => {
    await approveReward(ctx, actor, approved);
    return { done: 'approved' as const };
  },
  forward: async ({ ctx, actor }, agreed) => {
    await forwardReward(ctx, actor, agreed);
    return { done: 'approved' as const };
  },
  approveHigher: async ({ ctx, actor }, approved) => {
    await approveHigher(ctx, actor, approved);
    return { done: 'approved' as const };
  },
  returnHigher: async ({ ctx, actor }, returned) => {
    await returnHigher(ctx, actor, returned);
    return { done: 'refusedDone' as const };
  },
  extendClaim: async ({ ctx, actor }, extended) => {
    await extendClaim(ctx, actor, extended);
    return { done: 'extended' as const };
  },
  file: async ({ ctx, actor }, filed) => {
    await fileReward(ctx, actor, filed);
    return { done: 'filed' as const };
  },
  notify: async ({ ctx, actor }, notice) => {
    await notifyReward(ctx, actor, notice);
    return { done: 'notified' as const };
  },
  refuse: async ({ ctx, actor }, refused) => {
    await refuseReward(ctx, actor, refused);
    return { done: 'refusedDone' as const };
  },
});
