import { eq } from 'drizzle-orm';
import { beforeAll } from 'vitest';
import { outbox } from '#db/schema/log';
import { freshnessBy } from '~/contract/freshness';
import type { Stamped } from '~/envelope/keys/stamp';
import { seedPolicies } from '~/services/county/policies.server';
import { signRouting } from '~/services/keys/provision-routing.server';
import { routingInForce } from '~/services/keys/signed-routing.server';
import { listFreshness, type stampsOf } from '~/services/keys/stamp.server';
import { reportingKeys } from '~/services/report/report-keys.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

export let ctx: TestContext;

export let county: County;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

export const one = () => county.of('guardians.1');

export const two = () => county.of('guardians.2');

export const key = () => county.directory.publicKey;

export const guardians = () => [one(), two()];

export async function inForce(): Promise<Stamped> {
  const found = await routingInForce(ctx.db);
  if (!found) throw new Error('no list or routing');
  return { directory: found.directory, routing: found.statement };
}

/** The routing of the rows once more, as the next version, signed and stamped by both guardians. */
export const nextRouting = () => signRouting(ctx, guardians(), county.directory);

/** What a reporter's browser concludes on a day. */
export const seenBy = async (day: string, stamps?: Awaited<ReturnType<typeof stampsOf>>) =>
  freshnessBy(await inForce(), key(), stamps ?? (await reportingKeys(ctx)).stamps, day);

export const asked = async () => (await ctx.db.select().from(outbox).where(eq(outbox.kind, 'notice.stamp'))).length;

export const found = () => listFreshness(ctx, { anew: true });
