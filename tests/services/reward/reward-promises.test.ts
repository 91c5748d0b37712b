import type { LoaderFunctionArgs } from '@remix-run/node';
import { beforeEach, expect, it } from 'vitest';
import type { Member } from '~/domain/acts/permission';
import type { PolicyFormKind } from '~/domain/county/policy-fields';
import { parsePolicyForm } from '~/domain/county/policy-form';
import { loader } from '~/routes/reward/reward-rules';
import { seedPolicies } from '~/services/county/policies.server';
import { reportChoices } from '~/services/report/report-choices.server';
import { formatMoney } from '~/words/language';
import { enterCountyPolicySeen } from '../as-shown';
import { type TestContext, testContext } from '../test-context';

const administrator: Member = {
  kind: 'member',
  memberId: crypto.randomUUID(),
  unitId: crypto.randomUUID(),
  roles: ['administrator'],
};
const HEADER = { effectiveFrom: '2025-09-15', legalBasis: '安岭县规定', checkedBy: '' };

let ctx: TestContext;
beforeEach(async () => {
  ctx = await testContext();
  await seedPolicies(ctx);
});

async function enter(kind: PolicyFormKind, typed: Record<string, string>) {
  const parsed = parsePolicyForm(kind, (name) => ({ ...HEADER, ...typed })[name] ?? '', '2025-09-15');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await enterCountyPolicySeen(ctx, administrator, parsed.draft);
}

const yuan = (amount: number) => formatMoney(BigInt(amount) * 100n, 'zh');

const page = (query = '') => {
  const request = new Request(`http://localhost/zh/rewards${query}`);
  return loader({ context: { ctx }, params: { lang: 'zh' }, request } as unknown as LoaderFunctionArgs);
};

it('promises anonymous reporters and insiders nothing that the rule of the day does not give', async () => {
  expect((await reportChoices(ctx)).rewards).toEqual({ anonymous: false, insiderUplift: false });
  expect(await page()).toMatchObject({
    anonymousEligible: false,
    insider: null,
    general: [
      { kind: 'generalHazard', least: null, most: null },
      { kind: 'generalViolation', least: null, most: null },
    ],
  });
});

it('says the county’s own figures, the insiders’ uplift and the days to claim as they were entered', async () => {
  await enter('reward', {
    'generalHazard.minFen': '300',
    'generalHazard.maxFen': '500',
    'generalViolation.minFen': '500',
    'generalViolation.maxFen': '2000',
    rounding: 'down',
    'insider.basisPoints': '15',
    'insider.minimumFen': '1000',
    'insider.familyCounts': 'yes',
    'insider.legalBasis': '豫应急〔2025〕1号',
    anonymousEligible: 'yes',
  });
  await enter('timeLimits', {
    acceptanceWorkingDays: '5',
    verificationDays: '60',
    verificationExtensionDays: '30',
    verificationExtensions: '1',
    replyDays: '10',
    objectionDays: '10',
    reviewDays: '30',
    dangerHours: '2',
    dangerAlertMinutes: '30',
    claimDays: '90',
    claimExtensionDays: '30',
    penaltyPublicationWorkingDays: '7',
    handOnWorkingDays: '3',
    overdueLeadWorkingDays: '1',
    overdueSupervisorWorkingDays: '5',
  });
  expect((await reportChoices(ctx)).rewards).toEqual({ anonymous: true, insiderUplift: true });
  expect(await page()).toMatchObject({
    anonymousEligible: true,
    claimDays: 90,
    general: [
      { kind: 'generalHazard', least: yuan(300), most: yuan(500) },
      { kind: 'generalViolation', least: yuan(500), most: yuan(2_000) },
    ],
    insider: {
      percent: '15 %',
      minimum: yuan(1000),
      cap: yuan(300_000),
      family: true,
      legalBasis: '豫应急〔2025〕1号',
    },
  });
});

it('works out what is asked by the rule that the county entered, as a reward is', async () => {
  const asked = async (query: string) => (await page(query)).asked?.calculated;
  expect((await page()).asked).toBeNull();
  expect(await asked('?kind=generalViolation&penalty=20000')).toMatchObject({ refusedBecause: 'amountNotEntered' });
  await enter('reward', { 'generalViolation.minFen': '300', 'generalViolation.maxFen': '500' });
  expect(await asked('?kind=generalViolation&penalty=20000')).toMatchObject({ amountFen: 30_000n });
  expect(await asked('?kind=grave&penalty=20000')).toMatchObject({ amountFen: 300_000n });
});
