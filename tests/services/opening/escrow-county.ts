import { beforeAll } from 'vitest';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { enterRules, fireFund } from '../reward-play';
import type { TestContext } from '../test-context';

export let ctx: TestContext;

export let county: County;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 100_000n);
});
