import { eq } from 'drizzle-orm';
import { beforeAll, expect } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { assignCase } from '~/services/case/case.server';
import { seedPolicies } from '~/services/county/policies.server';
import { acceptCase } from '../case-steps';
import { reportFire } from '../case-workspace';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

export let ctx: TestContext;

export let county: County;

export const who = (login: string) => county.of(login);

export const actor = (login: string) => county.actor(login);

export const refusal = (code: string, field?: string) =>
  expect.objectContaining({ refusal: true, code, ...(field !== undefined && { field }) });

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

export const rowOf = async (caseId: string) => {
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  if (!row) throw new Error('no case');
  return row;
};

/** A case brought to its officer. */
export async function assigned(): Promise<string> {
  const { caseId } = await reportFire(ctx);
  await acceptCase(ctx, actor('fire.lead'), caseId);
  await assignCase(ctx, actor('fire.lead'), caseId, who('fire.handler').memberId);
  return caseId;
}
