import { beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '~/domain/acts/permission';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import type { PolicyFormKind } from '~/domain/county/policy-fields';
import { parsePolicyForm, policyAnswers } from '~/domain/county/policy-form';
import { policyInForce, rewardPolicyOn, seedPolicies } from '~/services/county/policies.server';
import { policiesPage } from '~/services/county/policy-standing.server';
import { enterCountyPolicySeen } from '../as-shown';
import { type TestContext, testContext } from '../test-context';

let ctx: TestContext;
const member = (...roles: Member['roles']): Member => ({
  kind: 'member',
  memberId: crypto.randomUUID(),
  unitId: crypto.randomUUID(),
  roles,
});
const administrator = member('administrator');
const HEADER = { effectiveFrom: '2025-09-15', legalBasis: '安岭县规定', checkedBy: '' };

const parse = (kind: PolicyFormKind, typed: Record<string, string>) =>
  parsePolicyForm(kind, (name) => ({ ...HEADER, ...typed })[name] ?? '', '2025-09-15');

async function enter(kind: PolicyFormKind, typed: Record<string, string>, actor = administrator): Promise<void> {
  const parsed = parse(kind, typed);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await enterCountyPolicySeen(ctx, actor, parsed.draft);
}

const problems = (kind: PolicyFormKind, typed: Record<string, string>) => {
  const parsed = parse(kind, typed);
  return parsed.ok ? [] : parsed.problems.map(({ field, problem }) => `${field} ${problem}`);
};

beforeAll(async () => {
  ctx = await testContext();
  await seedPolicies(ctx);
});

describe('the form', () => {
  it('writes what stands in the data and reads it back the same', () => {
    for (const [kind, shipped] of [
      ['retention', retention2026],
      ['timeLimits', timeLimits2023],
    ] as const) {
      const parsed = parse(kind, policyAnswers(kind, shipped));
      expect(parsed.ok && policyAnswers(kind, parsed.draft)).toEqual(policyAnswers(kind, shipped));
    }
  });

  it('reads figures as people write and paste them, and shows them back clean', () => {
    const header = { effectiveFrom: '２０２７年1月1日', legalBasis: '安岭县规定' };
    const reward = parse('reward', {
      ...header,
      'penaltyShare.basisPoints': '１２．５ ％',
      'penaltyShare.floorFen': '\u202a3,000元\u202c',
      'penaltyShare.capFen': '30万元',
    });
    expect(reward.ok && policyAnswers('reward', reward.draft)).toMatchObject({
      'penaltyShare.basisPoints': '12.5',
      'penaltyShare.floorFen': '3000',
      'penaltyShare.capFen': '300000',
    });
    expect(reward.ok && reward.draft.effectiveFrom).toBe('2027-01-01');
    const blacklist = parse('blacklist', { ...header, listingMonths: '三十六个月', priorNotice: 'yes' });
    expect(blacklist.ok && policyAnswers('blacklist', blacklist.draft).listingMonths).toBe('36');
  });

  it('names every field that is wrong', () => {
    expect(problems('reward', { legalBasis: '', effectiveFrom: '2025-02-30' })).toEqual([
      'effectiveFrom noSuchDay',
      'legalBasis missing',
    ]);
    const wrong = {
      'penaltyShare.basisPoints': '15‰',
      'penaltyShare.floorFen': '5000',
      'penaltyShare.capFen': '3000',
      'generalHazard.minFen': '-1',
      'insider.minimumFen': '1000',
    };
    expect(problems('reward', wrong)).toEqual([
      'penaltyShare.basisPoints notPercent',
      'generalHazard.minFen notYuan',
      'penaltyShare.capFen order',
      'insider.basisPoints missing',
      'insider.familyCounts missing',
      'insider.legalBasis missing',
    ]);
    expect(problems('blacklist', { listingMonths: '1.5' })).toEqual(['listingMonths notCount', 'priorNotice missing']);
  });
});

describe('a county version', () => {
  it('is laid over the national rule from its first day; the next one follows under its own id', async () => {
    const before = ctx.publicChanges();
    await enter('reward', { 'penaltyShare.basisPoints': '12.5', anonymousEligible: 'yes', checkedBy: '县司法局' });
    const rule = await rewardPolicyOn(ctx.db, '2025-09-15');
    expect(rule.penaltyShare).toMatchObject({ basisPoints: 1250, floorFen: 300_000n, capFen: 30_000_000n });
    expect(rule.anonymousEligible).toBe(true);
    expect(rule.checked).toBe(false);
    expect((await rewardPolicyOn(ctx.db, '2025-09-14')).penaltyShare.basisPoints).toBe(1500);
    await enter('reward', { 'penaltyShare.basisPoints': '20' });
    expect((await rewardPolicyOn(ctx.db, '2025-09-15')).penaltyShare.basisPoints).toBe(2000);
    expect(ctx.publicChanges()).toBe(before + 2);
  });

  it('stands in the list with its mark; what is to come is told apart, what is over is gone', async () => {
    await enter('blacklist', {
      listingMonths: '24',
      priorNotice: 'no',
      grounds: '瞒报\n逃匿',
      effectiveFrom: '2025-10-01',
    });
    const list = (await policiesPage(ctx, administrator)).standing;
    const shown = list.map(({ data, county, state }) => [data.kind, county, state, data.checked].join(' '));
    expect(shown).toContain('blacklist true later false');
    expect(shown).toContain('blacklist false inForce false');
    expect(shown.filter((one) => one.startsWith('reward true'))).toEqual(['reward true inForce false']);
    expect(list.map(({ data }) => data.id)).not.toContain('blacklist-2017-one-year');
    expect((await policyInForce(ctx.db, 'blacklist', '2025-09-30')).listingMonths).toBe(36);
    expect(await policyInForce(ctx.db, 'blacklist', '2025-10-01')).toMatchObject({
      listingMonths: 24,
      earlyRemovalAfterMonths: null,
      grounds: ['瞒报', '逃匿'],
    });
  });

  it('is entered and seen by administrators only', async () => {
    await expect(enter('blacklist', { listingMonths: '1', priorNotice: 'no' }, member('lead'))).rejects.toMatchObject({
      code: 'notAllowed',
    });
    await expect(policiesPage(ctx, member('auditor', 'lead'))).rejects.toMatchObject({ code: 'notAllowed' });
  });
});

describe('retention', () => {
  const terms = policyAnswers('retention', retention2026);

  it('may be lengthened from today on, never backwards', async () => {
    const longer = { ...terms, payeeDays: '365' };
    await expect(enter('retention', { ...longer, effectiveFrom: '2025-09-14' })).rejects.toMatchObject({
      code: 'tooLate',
      field: 'effectiveFrom',
    });
    await enter('retention', longer);
    expect((await policyInForce(ctx.db, 'retention', '2025-09-15')).payeeDays).toBe(365);
  });

  it('is shortened with thirty days’ notice only, so that nobody alone deletes everything at once', async () => {
    const shorter = { ...terms, payeeDays: '365', 'ends.closed.identityDays': '0' };
    for (const effectiveFrom of ['2025-09-15', '2025-10-14']) {
      await expect(enter('retention', { ...shorter, effectiveFrom })).rejects.toMatchObject({
        code: 'conflict',
        field: 'effectiveFrom',
        data: { days: 30 },
      });
    }
    await enter('retention', { ...shorter, effectiveFrom: '2025-10-15' });
    expect((await policyInForce(ctx.db, 'retention', '2025-10-14')).ends.closed.identityDays).toBe(730);
    expect((await policyInForce(ctx.db, 'retention', '2025-10-15')).ends.closed.identityDays).toBe(0);
  });
});
