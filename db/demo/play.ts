import { addDays, type IsoDate } from '../../app/domain/dates';
import type { Context } from '../../app/services/context.server';
import { enterNight } from '../../app/services/night.server';
import * as act from './acts';
import { batchAll, pay, release } from './payouts';
import * as penaltyActs from './penalty-acts';
import type { Goal, Plan } from './plans';
import { type Cast, personOf } from './players';
import * as rewardActs from './reward-acts';

/** One act of the demo and the day on which it happens; steps of all cases are played in the order of their days. */
export type DemoStep = { day: IsoDate; run: () => Promise<unknown> };

/** A context whose clock the demo can set. */
export type DemoStage = { ctx: Context; setDay: (day: IsoDate) => void };

type Ending = Extract<Goal, { at: 'replied' | 'closed' }>;

/** Everything that happens to one planned case, none of it after `today`. */
export function stepsOf(
  ctx: Context,
  cast: Cast,
  plan: Plan,
  today: IsoDate,
  done: Map<number, act.Played>,
): DemoStep[] {
  const { goal } = plan;
  const start = addDays(today, -plan.daysAgo);
  const steps: DemoStep[] = [];
  const at = (days: number, run: (played: act.Played) => Promise<unknown>) => {
    const day = addDays(start, days);
    steps.push({
      day: day > today ? today : day,
      run: () => run(reported(done, plan.number)),
    });
  };
  steps.push({
    day: start,
    run: async () => done.set(plan.number, await act.report(ctx, cast, plan)),
  });
  if (goal.at === 'registered') return steps;
  if (goal.at === 'transferred') {
    if (plan.number % 3 !== 0) at(2, (one) => act.transfer(ctx, cast, one, 'upper'));
    return steps;
  }
  if (goal.at === 'notAccepted') {
    at(2, (one) => act.refuse(ctx, cast, one, goal.reason));
    return steps;
  }
  at(2, (one) => act.accept(ctx, cast, one));
  if (goal.at === 'accepted') return steps;
  at(4, (one) => act.assign(ctx, cast, one));
  if (plan.chat) at(6, (one) => act.chat(ctx, cast, one));
  if (goal.at === 'assigned') return steps;
  at(9, (one) => act.visit(ctx, cast, one));
  if (goal.at === 'verifying') return steps;
  at(15, (one) => act.findVerdict(ctx, cast, one, goal.verdict));
  if (goal.at === 'verdictProposed') return steps;
  at(18, (one) => act.confirm(ctx, cast, one));
  const found = goal.verdict !== 'unsubstantiated';
  if (found && (goal.at !== 'verdictConfirmed' || goal.penalty)) {
    let decision = '';
    at(22, async (one) => {
      decision = await penaltyActs.penalise(ctx, cast, one, plan);
    });
    if (plan.daysAgo > 27) at(26, () => penaltyActs.publish(ctx, personOf(cast, 'publisher').actor, decision));
  }
  if (goal.at === 'verdictConfirmed') return steps;
  if (found) at(30, (one) => act.fix(ctx, cast, one));
  at(31, (one) => act.reply(ctx, cast, one, goal.verdict));
  if (goal.at === 'objected') {
    at(34, (one) => act.object(ctx, one));
    return steps;
  }
  if (goal.at === 'closed') at(33, (one) => act.close(ctx, cast, one));
  rewardSteps(ctx, cast, plan, goal, at);
  return steps;
}

function rewardSteps(
  ctx: Context,
  cast: Cast,
  plan: Plan,
  goal: Ending,
  at: (days: number, run: (played: act.Played) => Promise<unknown>) => void,
): void {
  if (goal.reward === null) return;
  at(34, (one) => rewardActs.propose(ctx, cast, one, plan, goal.verdict));
  if (goal.reward !== 'proposed') at(36, (one) => rewardActs.approve(ctx, cast, one));
}

function reported(done: Map<number, act.Played>, number: number): act.Played {
  const one = done.get(number);
  if (!one) throw new Error('A demo case has not been reported yet');
  return one;
}

/** Claims and payouts of the last week: one batch paid in part, one waiting for a guardian, the rest only claimed. */
export function payoutSteps(
  ctx: Context,
  cast: Cast,
  planned: readonly Plan[],
  today: IsoDate,
  done: Map<number, act.Played>,
): DemoStep[] {
  const withReward = (...states: string[]) =>
    planned.filter(({ goal }) => 'reward' in goal && goal.reward !== null && states.includes(goal.reward));
  const claims = (daysAgo: number, plans: readonly Plan[], methodOf: (plan: Plan) => 'cash' | 'bank'): DemoStep[] =>
    plans.map((plan) => ({
      day: addDays(today, -daysAgo),
      run: async () => {
        const one = done.get(plan.number);
        if (one) await rewardActs.claim(ctx, one, methodOf(plan));
      },
    }));
  const mixed = (plan: Plan) => (plan.number % 3 === 0 ? 'bank' : 'cash');
  let first = '';
  return [
    ...claims(8, withReward('paid', 'released'), mixed),
    { day: addDays(today, -7), run: async () => (first = await batchAll(ctx, cast)) },
    { day: addDays(today, -6), run: () => release(ctx, cast, first) },
    ...withReward('paid').map((plan, index) => ({
      day: addDays(today, -5),
      run: async () => pay(ctx, cast, done.get(plan.number)?.rewardId ?? '', index + 1),
    })),
    ...claims(4, withReward('batched'), () => 'bank'),
    { day: addDays(today, -3), run: () => batchAll(ctx, cast) },
    ...claims(1, withReward('claimedCash'), () => 'cash'),
    ...claims(1, withReward('claimedBank'), () => 'bank'),
  ];
}

export async function playAll(
  stage: DemoStage,
  steps: readonly DemoStep[],
  progress: (share: number) => void,
): Promise<void> {
  const ordered = steps.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const [index, step] of ordered.entries()) {
    stage.setDay(step.day);
    if (step.day !== ordered[index - 1]?.day) await enterNight(stage.ctx);
    await step.run();
    progress((index + 1) / ordered.length);
  }
}
