import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fujianInsider, henanInsider2025 } from '~/domain/county/policies/insider-examples';
import { nationalReward2018 } from '~/domain/county/policies/national-reward-2018';
import { REWARD_TEMPLATES } from '~/domain/county/policies/reward-templates';
import { parsePolicyOf } from '~/domain/county/policy';
import { type RewardPolicy, withInsiderUplift } from '~/domain/county/reward-policy';
import { layRewards } from '~/domain/county/reward-tiers';
import { computeReward } from '~/domain/reward/reward';
import type { Particulars, RewardFacts } from '~/domain/reward/reward-facts';
import { amountOf, concealed, grades, national, violation, yuan } from './reward-example';

const none: Particulars = {
  concealedInjuries: 0,
  secondClass: false,
  insiderKind: 'employee',
  specialFen: null,
  paidThisMonthFen: null,
  paidEarlyFen: null,
};
const withParticulars = (rule: RewardPolicy, some: Partial<Particulars>, facts: Partial<RewardFacts> = {}) =>
  amountOf(rule, { ...facts, particulars: { ...none, ...some } });
const range = (least: number, most: number) => ({ minFen: yuan(least), maxFen: yuan(most) });
const codes = (result: { steps: readonly { code: string }[] }) => result.steps.map(({ code }) => code);

describe('mines: 15 % for reports of the first class, 12 % for those of the second', () => {
  const trial = parsePolicyOf(
    'reward',
    REWARD_TEMPLATES.find(({ id }) => id === 'mines-reward-2021-trial'),
  );
  const mines = layRewards([national, { ...trial, effectiveTo: null, unit: 'mines' }]);
  it.each([
    [20_000, 3_000, 3_000],
    [25_000, 3_750, 3_000],
    [100_000, 15_000, 12_000],
    [2_000_000, 300_000, 240_000],
    [2_500_000, 300_000, 300_000],
    [9_000_000, 300_000, 300_000],
  ])('a fine of %d gives %d or %d', (fine, first, second) => {
    const penaltyFen = yuan(fine);
    expect(withParticulars(mines, {}, { penaltyFen }).amountFen).toBe(yuan(first));
    expect(withParticulars(mines, { secondClass: true }, { penaltyFen }).amountFen).toBe(yuan(second));
  });

  it('elsewhere there is one class', () => {
    expect(withParticulars(national, { secondClass: true }).amountFen).toBe(yuan(7_500));
  });
});

describe('a concealed accident with injuries only', () => {
  const rule = { ...national, concealedInjury: range(2_000, 10_000) };
  const facts = { ...concealed, concealedDeaths: 0, totalDeaths: 0, accidentGrade: null };
  it('is rewarded within the range of the rule, and only where nobody was killed and concealed', () => {
    expect(withParticulars(rule, { concealedInjuries: 1 }, facts).amountFen).toBe(yuan(2_000));
    expect(withParticulars(rule, { concealedInjuries: 1 }, { ...facts, chosenFen: yuan(9_000) }).amountFen).toBe(
      yuan(9_000),
    );
    expect(withParticulars(rule, { concealedInjuries: 1 }, { ...facts, chosenFen: yuan(10_001) }).refusedBecause).toBe(
      'outsideRange',
    );
    expect(withParticulars(rule, { concealedInjuries: 3 }, concealed).amountFen).toBe(yuan(30_000));
    expect(withParticulars(rule, {}, facts).refusedBecause).toBe('noConcealedDeaths');
    expect(withParticulars(national, { concealedInjuries: 1 }, facts).refusedBecause).toBe('amountNotEntered');
  });
});

describe('insiders of two provinces', () => {
  const henan = withInsiderUplift(national, parsePolicyOf('insider', henanInsider2025));
  const fujian = withInsiderUplift(national, parsePolicyOf('insider', fujianInsider));
  const fined = { insider: true, penaltyFen: yuan(100_000) };
  it.each([
    ['Henan, works there', henan, 'employee', 17_250],
    ['Henan, family', henan, 'family', 15_000],
    ['Henan, left', henan, 'former', 17_250],
    ['Fujian, works there', fujian, 'employee', 19_500],
    ['Fujian, family', fujian, 'family', 19_500],
  ] as const)('%s', (_, rule, insiderKind, amount) => {
    expect(withParticulars(rule, { insiderKind }, fined).amountFen).toBe(yuan(amount));
  });

  it('get nothing more without their name where the rule asks for it, and are told', () => {
    const rule = { ...henan, anonymousEligible: true };
    const anonymous = { ...fined, anonymity: 'anonymous', provesByCode: true } as const;
    const told = withParticulars(rule, {}, anonymous);
    expect(told.amountFen).toBe(yuan(15_000));
    expect(told.steps.at(-1)).toMatchObject({ code: 'noUplift', because: 'needsName' });
    const loose = { ...rule, insider: rule.insider && { ...rule.insider, realName: null } };
    expect(withParticulars(loose, {}, anonymous).amountFen).toBe(yuan(17_250));
  });

  it('who left does not count where the rule says so', () => {
    const rule = { ...henan, insider: henan.insider && { ...henan.insider, formerCounts: false } };
    expect(codes(withParticulars(rule, { insiderKind: 'former' }, fined))).toEqual(['penaltyShare', 'noUplift']);
  });
});

describe('special rewards, limits of a month, payment after the preliminary check', () => {
  const rule: RewardPolicy = {
    ...national,
    generalViolation: range(300, 500),
    special: range(1_000, 20_000),
    early: range(500, 1_000),
    monthly: { perPersonFen: yuan(1_000) },
  };
  const general = { unlawfulProduction: false };

  it('a special reward is added within its own range', () => {
    expect(withParticulars(rule, { specialFen: yuan(20_000) }, { penaltyFen: yuan(9_000_000) }).amountFen).toBe(
      yuan(320_000),
    );
    for (const amount of [999, 20_001])
      expect(withParticulars(rule, { specialFen: yuan(amount) }).refusedBecause).toBe('specialOutsideRange');
    expect(withParticulars(national, { specialFen: 1n }).refusedBecause).toBe('specialOutsideRange');
  });

  it.each([
    [0, 500, 500],
    [500, 500, 500],
    [600, 500, 400],
    [1_000, 500, 0],
    [5_000, 500, 0],
  ])('with %d paid this month, a named person gets of %d still %d', (paid, chosen, amount) => {
    const facts = { ...general, chosenFen: yuan(chosen) };
    expect(withParticulars(rule, { paidThisMonthFen: yuan(paid) }, facts).amountFen).toBe(yuan(amount));
  });

  it('the month binds no grave matter and nobody without a name', () => {
    expect(withParticulars(rule, { paidThisMonthFen: yuan(5_000) }).amountFen).toBe(yuan(7_500));
    const anonymous = { ...general, anonymity: 'anonymous', provesByCode: true } as const;
    const open = { ...rule, anonymousEligible: true };
    expect(withParticulars(open, { paidThisMonthFen: yuan(5_000) }, anonymous).amountFen).toBe(yuan(300));
  });

  it('what was paid early is taken off, never below nothing', () => {
    expect(withParticulars(rule, { paidEarlyFen: yuan(1_000) }).amountFen).toBe(yuan(6_500));
    expect(withParticulars(rule, { paidEarlyFen: yuan(9_000) }).amountFen).toBe(0n);
    expect(codes(withParticulars(rule, { paidEarlyFen: yuan(1_000) }))).toEqual(['penaltyShare', 'paidEarly']);
  });

  it('whatever is entered: never negative, and each step arrives at its result', () => {
    const fen = fc.option(fc.bigInt({ min: 0n, max: 10n ** 9n }), { nil: null });
    const some = fc.record({
      concealedInjuries: fc.nat(5),
      secondClass: fc.boolean(),
      insiderKind: fc.constantFrom('employee', 'former', 'family'),
      specialFen: fen,
      paidThisMonthFen: fen,
      paidEarlyFen: fen,
    });
    fc.assert(
      fc.property(some, fc.boolean(), fc.boolean(), (particulars, insider, unlawfulProduction) => {
        const facts: RewardFacts = { ...violation, insider, unlawfulProduction, particulars };
        const { amountFen, steps, refusedBecause } = computeReward(rule, facts, grades);
        expect(amountFen >= 0n).toBe(true);
        if (!refusedBecause) expect(steps.at(-1)?.resultFen).toBe(String(amountFen));
      }),
    );
  });

  it('versions from before these rules say none of them', () => {
    const old = parsePolicyOf('reward', nationalReward2018);
    expect([old.special, old.early, old.monthly, old.payer, old.concealedInjury]).toEqual([
      { minFen: null, maxFen: null },
      { minFen: null, maxFen: null },
      { perPersonFen: null },
      null,
      { minFen: null, maxFen: null },
    ]);
  });
});
