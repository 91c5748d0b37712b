import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLocalReward } from '~/domain/county/policies/local-empty';
import { REWARD_TEMPLATES } from '~/domain/county/policies/reward-templates';
import { parsePolicy, parsePolicyOf } from '~/domain/county/policy';
import { draftedPolicy, parsePolicyForm, templateAnswers } from '~/domain/county/policy-form';
import { type RewardPolicy, TIERS, type Tier, tierOf } from '~/domain/county/reward-policy';
import { layRewards, rulingTiers } from '~/domain/county/reward-tiers';
import { amountOf, national, yuan } from './reward-example';

const empty = (tier: Tier, legalBasis = `${tier}〔2026〕1号`) =>
  parsePolicyOf('reward', {
    ...emptyLocalReward({ id: `${tier}-rule`, jurisdiction: 'county', legalBasis }),
    tier,
    unit: tier === 'department' ? 'fire' : null,
  });
const capped = (tier: Tier, cap: number): RewardPolicy => ({
  ...empty(tier),
  penaltyShare: { basisPoints: null, floorFen: null, capFen: yuan(cap), secondBasisPoints: null },
});

describe('tiers of reward rules', () => {
  it('the narrowest that says something goes before the wider ones, whatever order they come in', () => {
    const tiers = [capped('department', 50_000), national, capped('province', 200_000), empty('county')];
    fc.assert(
      fc.property(fc.shuffledSubarray(tiers, { minLength: 4 }), (policies) => {
        const rule = layRewards(policies);
        expect(amountOf(rule, { penaltyFen: yuan(9_000_000) }).amountFen).toBe(yuan(50_000));
        expect(rule.id).toBe('national-reward-2018+province-rule+county-rule+department-rule');
      }),
    );
  });

  it('each step names the document of its own figure, with its article', () => {
    const county: RewardPolicy = { ...capped('county', 100_000), clauses: { penaltyShare: '第八条' } };
    const { steps } = amountOf(layRewards([national, county]), { penaltyFen: yuan(9_000_000) });
    expect(steps.map(({ code, legalBasis }) => [code, legalBasis])).toEqual([
      ['penaltyShare', '安监总财〔2018〕19号'],
      ['cap', 'county〔2026〕1号第八条'],
    ]);
  });

  it('which tier decides a part is data: narrower ones are not heard there', () => {
    const policies = [national, capped('province', 200_000), capped('county', 100_000)];
    const at = (decided: Tier | null) =>
      amountOf(layRewards(policies, { penaltyShare: decided }), { penaltyFen: yuan(9_000_000) }).amountFen;
    expect([at(null), at('county'), at('province'), at('nation')]).toEqual(
      [100_000, 100_000, 200_000, 300_000].map(yuan),
    );
    // Other parts are not touched by it.
    const local = { ...empty('county'), generalHazard: { minFen: yuan(300), maxFen: yuan(500) } };
    const rule = layRewards([national, local], { penaltyShare: 'nation' });
    expect(amountOf(rule, { matter: 'hazard' }).amountFen).toBe(yuan(300));
  });

  it('tells part by part which tiers and documents are in force', () => {
    const local = { ...empty('county'), generalHazard: { minFen: yuan(300), maxFen: yuan(500) } };
    const told = rulingTiers(layRewards([national, capped('province', 200_000), local]));
    const of = (part: string) => told.find((one) => one.part === part)?.sources.map(({ tier }) => tier);
    expect(of('penaltyShare')).toEqual(['nation', 'province']);
    expect(of('concealedDeath')).toEqual(['nation']);
    expect(of('generalHazard')).toEqual(['county']);
    expect(of('generalViolation')).toBeUndefined();
  });

  it('a stack of empty rules over the national one changes no amount', () => {
    const rule = layRewards([national, ...TIERS.filter((tier) => tier !== 'nation').map((tier) => empty(tier))]);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 11n }), (penaltyFen) => {
        expect(amountOf(rule, { penaltyFen }).amountFen).toBe(amountOf(national, { penaltyFen }).amountFen);
      }),
    );
  });

  it('versions from before there were tiers are the nation’s or the county’s', () => {
    expect(tierOf(national)).toBe('nation');
    const old = emptyLocalReward({ id: 'old-rule', jurisdiction: 'county', legalBasis: '旧' });
    expect(tierOf(parsePolicyOf('reward', old))).toBe('county');
    expect(parsePolicyOf('reward', old).clauses).toEqual({});
  });
});

describe('templates', () => {
  it('are valid, unchecked, and fill the form from which a county makes its own version', () => {
    for (const template of REWARD_TEMPLATES) {
      expect(parsePolicy(template).checked).toBe(false);
      const tier = template.kind === 'reward' ? (template.tier ?? 'county') : 'province';
      const typed: Record<string, string> = { ...templateAnswers(template), tier, unit: 'fire', checkedBy: '' };
      const parsed = parsePolicyForm('reward', (name) => typed[name] ?? '', '2026-11-30');
      if (!parsed.ok) throw new Error(`${template.id} ${JSON.stringify(parsed.problems)}`);
      const own = parsePolicyOf('reward', draftedPolicy(parsed.draft, 'county-reward-x', 'county'));
      expect([own.tier, own.unit, own.legalBasis]).toEqual([
        tier,
        tier === 'department' ? 'fire' : null,
        template.legalBasis,
      ]);
      if (template.kind === 'insider') expect(own.insider?.basisPoints).toBe(template.uplift.basisPoints);
    }
  });
});
