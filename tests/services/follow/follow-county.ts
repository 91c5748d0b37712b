import { beforeAll } from 'vitest';
import { type OpenedFollow, openFollow } from '~/browser/follow/follow-workspace';
import { toBase64 } from '~/envelope/bytes';
import { receiptKeys } from '~/envelope/report/receipt-code';
import { countyInfo } from '~/services/county/county.server';
import { seedPolicies } from '~/services/county/policies.server';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

export let ctx: TestContext;

export let county: County;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

/** A reporter's browser: what it derives from the code, and the page that it opens. */
export async function browserOf(code: string) {
  const { salt } = await countyInfo(ctx.db);
  const { lookupToken, reporter } = await receiptKeys(code, salt, ctx.argon2id);
  const token = toBase64(lookupToken);
  const look = async (reportId: string, before: OpenedFollow | null = null) =>
    openFollow((await sealedFollowPage(ctx, reportId)).sealed, reporter.seed, before);
  return { token, seed: reporter.seed, look };
}
