import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { seedPolicies } from '~/services/county/policies.server';
import { enterPolicy } from '~/services/county/policy-entry.server';
import { paysByCode } from '~/services/reward/cash-code.server';
import { amountFor } from '~/services/reward/reward-amount.server';
import { LOCAL_RULE } from '../../e2e/played-county';
import { bareCase, INPUTS } from '../reward-play';
import { type TestContext, testContext } from '../test-context';

/** What a case pays for the same penalty, by the day of its acceptance. */
async function paid(ctx: TestContext, caseId: string, acceptedOn: string | null): Promise<bigint> {
  await ctx.db.update(caseFile).set({ acceptedOn }).where(eq(caseFile.id, caseId));
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  if (!row) throw new Error('no case');
  return ctx.db.transaction(async (tx) => (await amountFor(tx, row, INPUTS)).amount);
}

it('is that of the acceptance, and a later rule changes nothing for the case', async () => {
  const ctx = await testContext();
  await seedPolicies(ctx);
  const unitId = crypto.randomUUID();
  await ctx.db.insert(unit).values({ id: unitId, code: 'fire', kind: 'department', names: { zh: '消防', en: 'Fire' } });
  const rule = (id: string, effectiveFrom: string, anonymousEligible: boolean, basisPoints: number) =>
    enterPolicy(
      ctx,
      { kind: 'system', name: 'test' },
      {
        ...LOCAL_RULE,
        id,
        effectiveFrom,
        anonymousEligible,
        penaltyShare: { basisPoints, floorFen: null, capFen: null },
      },
    );
  await rule('before', '2025-01-01', true, 1_500);
  await rule('after', '2025-09-05', true, 2_000);
  // The penalty is 50,000 yuan; the case came on 2025-09-01.
  const { caseId } = await bareCase(ctx, unitId);
  expect(await paid(ctx, caseId, null)).toBe(750_000n);
  expect(await paid(ctx, caseId, '2025-09-04')).toBe(750_000n);
  expect(await paid(ctx, caseId, '2025-09-05')).toBe(1_000_000n);
  await rule('later', '2025-09-10', false, 100);
  expect(await paid(ctx, caseId, '2025-09-09')).toBe(1_000_000n);
  expect(await paysByCode(ctx.db, caseId)).toBe(true);
});
