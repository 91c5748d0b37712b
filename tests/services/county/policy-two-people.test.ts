import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { policyChange } from '#db/schema/policy-change';
import { policy } from '#db/schema/reward';
import { parsePolicyForm, policyBegun } from '~/domain/county/policy-form';
import { shownText } from '~/domain/shown-entry';
import { loader } from '~/routes/reward/reward-rules';
import { publicRewardRule, rewardPolicyOn, seedPolicies } from '~/services/county/policies.server';
import { askCountyPolicy, confirmPolicy, refusePolicy } from '~/services/county/policy-draft.server';
import { policiesPage } from '~/services/county/policy-standing.server';
import { enterCountyPolicySeen } from '../as-shown';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
await seedPolicies(ctx);
const admin = county.actor('admin');
const guardian = county.actor('guardians.1');
const DAY = '2025-09-15';

const page = () => policiesPage(ctx, guardian);
const waiting = async () => {
  const [one] = (await page()).asked;
  if (!one) throw new Error('nothing waits');
  return { request: one.id, shown: one.shown };
};
async function draftOf(typed: Record<string, string>) {
  const all: Record<string, string> = { effectiveFrom: DAY, legalBasis: '安岭县规定', ...typed };
  const parsed = parsePolicyForm('reward', (name) => all[name] ?? '', DAY);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.draft;
}
async function ask(typed: Record<string, string>) {
  const draft = await draftOf(typed);
  const { tier = null, unit = null } = draft;
  await askCountyPolicy(ctx, admin, draft, shownText(policyBegun((await page()).standing, 'reward', { tier, unit })));
}

test('a version counts once a second person on the signed list agreed, as it was shown to them', async () => {
  await ask({ 'generalHazard.minFen': '300', 'generalHazard.maxFen': '500' });
  const { minFen } = (await rewardPolicyOn(ctx.db, DAY)).generalHazard;
  expect(minFen).toBeNull();
  const asked = await waiting();
  await expect(confirmPolicy(ctx, admin, asked)).rejects.toMatchObject({ code: 'samePerson' });
  await expect(confirmPolicy(ctx, county.actor('fire.lead'), asked)).rejects.toMatchObject({ code: 'notAllowed' });
  await expect(confirmPolicy(ctx, guardian, { ...asked, shown: '' })).rejects.toMatchObject({ code: 'shownOtherwise' });
  await confirmPolicy(ctx, guardian, asked);
  expect((await rewardPolicyOn(ctx.db, DAY)).generalHazard).toEqual({ minFen: 30_000n, maxFen: 50_000n });
  await expect(confirmPolicy(ctx, guardian, asked)).rejects.toMatchObject({ code: 'alreadyDone' });
});

test('what is refused or taken back changes nothing, and neither row nor decision can be changed in the database', async () => {
  await ask({ 'generalHazard.minFen': '1', 'generalHazard.maxFen': '2' });
  const { request } = await waiting();
  await expect(ctx.db.execute(sql`update policy_change set data = '{}' where id = ${request}`)).rejects.toThrow();
  await refusePolicy(ctx, guardian, request);
  expect((await rewardPolicyOn(ctx.db, DAY)).generalHazard.minFen).toBe(30_000n);
  await expect(
    ctx.db.execute(sql`update policy_change set state = 'confirmed', decided_by = ${guardian.memberId}`),
  ).rejects.toThrow();
  await ask({ 'generalHazard.minFen': '3', 'generalHazard.maxFen': '4' });
  await refusePolicy(ctx, admin, (await waiting()).request);
  expect(await ctx.db.$count(policyChange, sql`state = 'asked'`)).toBe(0);
});

test('templates are listed, and nothing is computed by one before a county adopted it', async () => {
  const { templates } = await page();
  expect(templates.map(({ id }) => id)).toContain('henan-insider-2025-uplift');
  expect((await rewardPolicyOn(ctx.db, DAY)).insider).toBeNull();
  expect((await rewardPolicyOn(ctx.db, DAY)).concealedDeath.capFen).toBe(30_000_000n);
  await ask({
    tier: 'province',
    legalBasis: '应急〔2020〕69号；河南省规定',
    'insider.basisPoints': '15',
    'insider.minimumFen': '1000',
    'insider.familyCounts': 'no',
    'insider.legalBasis': '河南省规定',
  });
  await confirmPolicy(ctx, guardian, await waiting());
  const rule = await rewardPolicyOn(ctx.db, DAY);
  expect(rule.insider).toMatchObject({ basisPoints: 1500, minimumFen: 100_000n });
  // The province's version stands beside the county's, not in its place.
  expect(rule.generalHazard.maxFen).toBe(50_000n);
  expect(await ctx.db.$count(policy, sql`jurisdiction = 'county'`)).toBe(2);
});

test('a department’s detailed rule is for what it verifies, and everybody is told of it', async () => {
  const fire = county.unitIds.fire;
  const { units } = await page();
  const code = units.find(({ names }) => names.zh?.includes('消防'))?.code ?? '';
  await expect(
    draftOf({ tier: 'department', unit: 'none' }).then((draft) => enterCountyPolicySeen(ctx, admin, draft)),
  ).rejects.toMatchObject({ code: 'invalid', field: 'unit' });
  const rule = { 'generalHazard.minFen': '600', 'generalHazard.maxFen': '800', legalBasis: '消防细则〔2025〕3号' };
  await enterCountyPolicySeen(ctx, admin, await draftOf({ ...rule, tier: 'department', unit: code }));
  expect((await rewardPolicyOn(ctx.db, DAY)).generalHazard.maxFen).toBe(50_000n);
  expect((await rewardPolicyOn(ctx.db, DAY, fire)).generalHazard.maxFen).toBe(80_000n);
  expect((await publicRewardRule(ctx)).departments).toMatchObject([{ code, legalBasis: '消防细则〔2025〕3号' }]);
  const asked = async (query: string) => {
    const request = new Request(`http://localhost/zh/rewards?kind=generalHazard&reporter=named${query}`);
    const args = { context: { ctx }, params: { lang: 'zh' }, request } as unknown as Parameters<typeof loader>[0];
    return (await loader(args)).asked?.calculated;
  };
  expect((await asked(''))?.amountFen).toBe(30_000n);
  expect(await asked(`&unit=${code}`)).toMatchObject({
    amountFen: 60_000n,
    steps: [{ code: 'generalHazard', legalBasis: '消防细则〔2025〕3号' }],
  });
});
