import { eq } from 'drizzle-orm';
import { beforeAll, expect } from 'vitest';
import { reward } from '#db/schema/reward';
import { releaseShares } from '~/browser/reward/payee-workspace';
import { fromBase64 } from '~/envelope/bytes';
import type { ReleasedPayeeShare } from '~/services/reward/payout.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { keyringOf } from '../case-workspace';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { enterRules, fireFund } from '../reward-play';
import type { TestContext } from '../test-context';

export const PAYEE = { holder: 'ZqPayeeHolder7788', bank: 'ZqBankBranch5566', account: '6222999900007777' };

export let ctx: TestContext;

export let county: County;

export const actor = (login: string) => county.actor(login);

export const refusal = (code: string, field?: string) =>
  expect.objectContaining({ refusal: true, code, ...(field && { field }) });

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 100_000n);
});

export const rowOf = async (rewardId: string) => {
  const [row] = await ctx.db.select().from(reward).where(eq(reward.id, rewardId));
  if (!row) throw new Error('no reward');
  return row;
};

/** What the guardian's browser makes of the page. */
export async function guardianShares(batchId: string): Promise<ReleasedPayeeShare[]> {
  const guardian = county.of('guardians.1');
  const page = await payoutPage(ctx, guardian.actor);
  const batch = page.guardian?.batches.find(({ id }) => id === batchId);
  if (!batch || !page.lists.directory) throw new Error('no batch');
  const posted = await releaseShares(batch, page.lists, page.grants, keyringOf(guardian));
  return posted.map((share) => ({ ...share, bytes: fromBase64(share.bytes) }));
}
