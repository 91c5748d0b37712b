import { beforeAll, beforeEach, expect } from 'vitest';
import { cashTry } from '#db/schema/cash';
import { claimReward } from '~/services/reward/claim.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { makeBatch, releaseBatch } from '../decided-as-shown';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { approve, enterRules, fireFund, night, proposeBare, reporterOf } from '../reward-play';
import type { TestContext } from '../test-context';

export let ctx: TestContext;

let county: County;

export const actor = (login: string) => county.actor(login);

export const refusal = (code: string, field?: string) =>
  expect.objectContaining({ refusal: true, code, ...(field && { field }) });

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 10_000_000n);
});

beforeEach(() => ctx.db.delete(cashTry));

export type Cash = { rewardId: string; reportId: string; code: string };

export async function claimed(): Promise<Cash> {
  const proposalId = await proposeBare(ctx, county, 2_000_000n);
  const rewardId = await approve(ctx, county, proposalId);
  const reporter = await reporterOf(ctx, proposalId);
  await claimReward(ctx, reporter, { method: 'cash' });
  await night(ctx);
  const code = (await rewardForReporter(ctx, reporter.reportId))?.cashCode ?? '';
  return { rewardId, reportId: reporter.reportId, code };
}

export async function release(): Promise<string> {
  const batchId = await makeBatch(ctx, actor('finance.1'));
  await releaseBatch(ctx, actor('guardians.1'), batchId, []);
  return batchId;
}

export async function ready(): Promise<Cash> {
  const one = await claimed();
  await release();
  return one;
}
