import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fujianInsider, henanInsider2025 } from '~/domain/policies/insider-examples';
import { emptyLocalReward, localRewards } from '~/domain/policies/local-empty';
import { nationalReward2018 } from '~/domain/policies/national-reward-2018';
import { layerReward, parsePolicyOf, type RewardPolicy, withInsiderUplift } from '~/domain/policy';
import { computeReward, type RewardFacts } from '~/domain/reward';
import { ACCIDENT_GRADES } from '~/domain/vocabulary';

const national = parsePolicyOf('reward', nationalReward2018);
const henan = withInsiderUplift(national, parsePolicyOf('insider', henanInsider2025));
const fujian = withInsiderUplift(national, parsePolicyOf('insider', fujianInsider));

const violation: RewardFacts = {
  matter: 'violation',
  verdict: 'substantiated',
  penaltyFen: 5_000_000n,
  concealedDeaths: 0,
  totalDeaths: 0,
  accidentGrade: null,
  insider: false,
  anonymity: 'named',
  majorHazard: false,
  excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
  provesByCode: false,
};
const concealed: RewardFacts = {
  ...violation,
  matter: 'concealedAccident',
  penaltyFen: null,
  concealedDeaths: 1,
  totalDeaths: 2,
  accidentGrade: 'general',
};
const yuan = (amount: number) => BigInt(Math.round(amount * 100));
const amountOf = (policy: RewardPolicy, facts: Partial<RewardFacts>, base = violation) =>
  computeReward(policy, { ...base, ...facts });

describe('national policy 2018: share of the penalty', () => {
  it.each([
    [0, 3_000],
    [1, 3_000],
    [19_999, 3_000],
    [20_000, 3_000],
    [20_001, 3_000.15],
    [50_000, 7_500],
    [1_000_000, 150_000],
    [1_999_999, 299_999.85],
    [2_000_000, 300_000],
    [2_000_001, 300_000],
    [10_000_000, 300_000],
  ])('a fine of %d yuan gives %d yuan', (fine, reward) => {
    expect(amountOf(national, { penaltyFen: yuan(fine) }).amountFen).toBe(yuan(reward));
  });

  it('says how it came about', () => {
    expect(amountOf(national, { penaltyFen: yuan(10_000) }).steps).toEqual([
      {
        code: 'penaltyShare',
        penaltyFen: '1000000',
        basisPoints: 1500,
        resultFen: '150000',
        legalBasis: '安监总财〔2018〕19号',
      },
      { code: 'floor', floorFen: '300000', resultFen: '300000', legalBasis: '安监总财〔2018〕19号' },
    ]);
    expect(amountOf(national, { penaltyFen: yuan(3_000_000) }).steps.map((step) => step.code)).toEqual([
      'penaltyShare',
      'cap',
    ]);
  });

  it('gives the floor where no penalty was imposed', () => {
    const { amountFen, steps } = amountOf(national, { penaltyFen: null });
    expect(amountFen).toBe(yuan(3_000));
    expect(steps.map((step) => step.code)).toEqual(['noPenalty', 'floor']);
  });

  it('drops parts of a fen', () => {
    expect(amountOf(national, { penaltyFen: 2_000_003n }).amountFen).toBe(300_000n);
    expect(amountOf(national, { penaltyFen: 2_000_007n }).amountFen).toBe(300_001n);
  });

  it('treats a major hazard and a verdict of partly substantiated alike', () => {
    expect(amountOf(national, { matter: 'hazard', majorHazard: true }).amountFen).toBe(yuan(7_500));
    expect(amountOf(national, { matter: 'majorRisk', majorHazard: true }).amountFen).toBe(yuan(7_500));
    expect(amountOf(national, { verdict: 'partlySubstantiated' }).amountFen).toBe(yuan(7_500));
  });

  it('leaves general hazards to local rules', () => {
    expect(amountOf(national, { matter: 'hazard' })).toMatchObject({
      amountFen: 0n,
      refusedBecause: 'amountNotEntered',
    });
  });
});

describe('national policy 2018: concealed deaths', () => {
  it.each([
    ['general', 1, 30_000],
    ['general', 2, 60_000],
    ['larger', 1, 40_000],
    ['larger', 7, 280_000],
    ['larger', 8, 300_000],
    ['major', 6, 300_000],
    ['especiallyMajor', 5, 300_000],
    ['especiallyMajor', 40, 300_000],
  ] as const)('%s accident, %d concealed: %d yuan', (accidentGrade, deaths, reward) => {
    const facts = { accidentGrade, concealedDeaths: deaths, totalDeaths: 50 };
    expect(amountOf(national, facts, concealed).amountFen).toBe(yuan(reward));
  });

  it('counts the concealed and not all deaths', () => {
    expect(
      amountOf(national, { concealedDeaths: 1, totalDeaths: 9, accidentGrade: 'larger' }, concealed).amountFen,
    ).toBe(yuan(40_000));
  });

  it.each([
    [{ concealedDeaths: 0 }, 'noConcealedDeaths'],
    [{ concealedDeaths: 3 }, 'concealedExceedsTotal'],
    [{ accidentGrade: null }, 'gradeNotFinal'],
  ] as const)('%o: %s', (facts, reason) => {
    expect(amountOf(national, facts, concealed).refusedBecause).toBe(reason);
  });
});

describe('no reward', () => {
  it.each([
    [{ verdict: 'unsubstantiated' }, 'notSubstantiated'],
    [{ excluded: { ...violation.excluded, alreadyKnown: true } }, 'alreadyKnown'],
    [{ excluded: { ...violation.excluded, supervisingOfficial: true } }, 'supervisingOfficial'],
    [{ excluded: { ...violation.excluded, fabricated: true }, verdict: 'unsubstantiated' }, 'fabricated'],
    [{ anonymity: 'anonymous', provesByCode: true }, 'anonymousNotEligible'],
    [{ matter: 'misconduct' }, 'noRuleForMatter'],
  ] as const)('%o: %s', (facts, reason) => {
    expect(amountOf(national, facts)).toEqual({ amountFen: 0n, steps: [], refusedBecause: reason });
  });

  it('rewards an anonymous reporter by code where the rule allows', () => {
    const local = { ...national, anonymousEligible: true };
    expect(amountOf(local, { anonymity: 'anonymous' }).refusedBecause).toBe('codeNotProven');
    expect(amountOf(local, { anonymity: 'anonymous', provesByCode: true }).amountFen).toBe(yuan(7_500));
  });
});

describe('insiders', () => {
  it.each([
    [10_000, 4_000],
    [20_000, 4_000],
    [100_000, 17_250],
    [2_000_000, 300_000],
    [1_900_000, 300_000],
  ])('Henan: a fine of %d gives %d: 15 %% more, at least 1,000, still capped', (fine, reward) => {
    expect(amountOf(henan, { insider: true, penaltyFen: yuan(fine) }).amountFen).toBe(yuan(reward));
  });

  it.each([
    [10_000, 3_900],
    [2_000_000, 390_000],
    [9_000_000, 390_000],
  ])('Fujian: a fine of %d gives %d: 30 %% more, the cap moves', (fine, reward) => {
    expect(amountOf(fujian, { insider: true, penaltyFen: yuan(fine) }).amountFen).toBe(yuan(reward));
  });

  it('gives nothing more where the province has set nothing, and to outsiders', () => {
    expect(amountOf(national, { insider: true }).amountFen).toBe(yuan(7_500));
    expect(amountOf(henan, { insider: false }).amountFen).toBe(yuan(7_500));
  });

  it('names the minimum in its step', () => {
    const step = amountOf(henan, { insider: true, penaltyFen: yuan(10_000) }).steps.at(-1);
    expect(step).toMatchObject({ code: 'insiderUplift', upliftFen: '100000', minimumApplied: true });
  });
});

describe('local policies', () => {
  const empty = parsePolicyOf(
    'reward',
    emptyLocalReward({ id: 'demo-local', jurisdiction: 'demo', legalBasis: '本县规定' }),
  );

  it('ships tables without amounts that change nothing when laid over the national rule', () => {
    expect(amountOf(empty, {}).refusedBecause).toBe('amountNotEntered');
    expect(amountOf(layerReward(national, empty), {}).amountFen).toBe(yuan(7_500));
  });

  it('takes a local cap and a local range for general hazards', () => {
    const anhui = localRewards.map((data) => parsePolicyOf('reward', data)).find((one) => one.jurisdiction === 'anhui');
    if (anhui === undefined) throw new Error('Anhui is missing');
    expect(amountOf(layerReward(national, anhui), { penaltyFen: yuan(9_000_000) }).amountFen).toBe(yuan(500_000));
    const ranged = { ...empty, generalHazard: { minFen: 30_000n, maxFen: 50_000n } };
    expect(amountOf(ranged, { matter: 'hazard' }).amountFen).toBe(30_000n);
    expect(amountOf(ranged, { matter: 'hazard', chosenFen: 50_000n }).amountFen).toBe(50_000n);
    expect(amountOf(ranged, { matter: 'hazard', chosenFen: 50_001n }).refusedBecause).toBe('outsideRange');
  });
});

describe('for any penalty and any number of deaths', () => {
  const policies = fc.constantFrom(national, henan, fujian);
  const fen = fc.bigInt({ min: 0n, max: 2_000_000_000n });

  it('never falls when the penalty rises, and stays between floor and cap', () => {
    fc.assert(
      fc.property(policies, fen, fen, fc.boolean(), (policy, fine, more, insider) => {
        const low = amountOf(policy, { penaltyFen: fine, insider }).amountFen;
        const high = amountOf(policy, { penaltyFen: fine + more, insider }).amountFen;
        expect(low <= high).toBe(true);
        expect(low >= 300_000n && high <= (insider ? (policy.insider?.capFen ?? 30_000_000n) : 30_000_000n)).toBe(true);
      }),
    );
  });

  it('never falls with more concealed deaths or a higher grade', () => {
    fc.assert(
      fc.property(
        policies,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(3),
        fc.boolean(),
        (policy, deaths, grade, insider) => {
          const at = (concealedDeaths: number, index: number) => {
            const accidentGrade = ACCIDENT_GRADES[Math.min(index, 3)] ?? 'general';
            return amountOf(policy, { concealedDeaths, totalDeaths: 100, accidentGrade, insider }, concealed).amountFen;
          };
          expect(at(deaths, grade) <= at(deaths + 1, grade)).toBe(true);
          expect(at(deaths, grade) <= at(deaths, grade + 1)).toBe(true);
        },
      ),
    );
  });

  it('ends its steps at the amount', () => {
    fc.assert(
      fc.property(policies, fen, fc.boolean(), (policy, penaltyFen, insider) => {
        const { amountFen, steps } = amountOf(policy, { penaltyFen, insider });
        expect(steps.at(-1)?.resultFen).toBe(String(amountFen));
        expect(JSON.parse(JSON.stringify(steps))).toEqual(steps);
      }),
    );
  });
});
