import { eq } from 'drizzle-orm';
import { beforeAll, expect } from 'vitest';
import { fund } from '#db/schema/reward';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { enterRules, fireFund, proposalRow } from '../reward-play';
import type { TestContext } from '../test-context';

export let ctx: TestContext;

export let county: County;

export let fundId: string;

export const actor = (login: string) => county.actor(login);

export const refusal = (code: string, field?: string) =>
  expect.objectContaining({ refusal: true, code, ...(field && { field }) });

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  fundId = await fireFund(ctx, county, 100_000n);
});

export const rowOf = (proposalId: string) => proposalRow(ctx, proposalId);

export const balanceOf = async () => (await ctx.db.select().from(fund).where(eq(fund.id, fundId)))[0]?.balance;
