import { describe, expect, it } from 'vitest';
import type { RewardPolicy } from '~/domain/county/reward-policy';
import { shareOf } from '~/domain/money';
import { amountOf, concealed, national, violation, yuan } from './reward-example';

describe('national policy 2018: share of the penalty', () => {
  it.each([
    [0.01, 3_000],
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

  // The floor is for major hazards and unlawful production for which a penalty was imposed.
  it.each([
    ['no penalty', { penaltyFen: null }],
    ['a penalty of nothing', { penaltyFen: 0n }],
    ['a major hazard without one', { matter: 'hazard', majorHazard: true, penaltyFen: null }],
    ['a major risk with one of nothing', { matter: 'majorRisk', majorHazard: true, penaltyFen: 0n }],
  ] as const)('gives no floor for %s, but what the county sets', (_, facts) => {
    expect(amountOf(national, facts)).toEqual({ amountFen: 0n, steps: [], refusedBecause: 'noPenalty' });
    const range = { minFen: 30_000n, maxFen: 50_000n };
    const local = { ...national, generalHazard: range, generalViolation: range };
    expect(amountOf(local, facts).amountFen).toBe(30_000n);
  });

  it.each([null, 0n, 1n, 5_000_000n, 900_000_000n])(
    'gives nothing nationally for a general violation fined %s',
    (penaltyFen) => {
      const facts = { unlawfulProduction: false, penaltyFen };
      expect(amountOf(national, facts).refusedBecause).toBe('amountNotEntered');
      const local = { ...national, generalViolation: { minFen: 50_000n, maxFen: 200_000n } };
      expect(amountOf(local, facts)).toMatchObject({ amountFen: 50_000n, steps: [{ code: 'generalViolation' }] });
      expect(amountOf(local, { ...facts, chosenFen: 200_001n }).refusedBecause).toBe('outsideRange');
    },
  );

  it('rounds half up to the fen, or as the policy says', () => {
    // 15 % of 20,000.03, .10 and .07 yuan are 3,000.0045, .015 and .0105.
    const fines = [2_000_003n, 2_000_010n, 2_000_007n];
    const under = (rounding: RewardPolicy['rounding']) =>
      fines.map((penaltyFen) => amountOf({ ...national, rounding }, { penaltyFen }).amountFen);
    expect(under('halfUp')).toEqual([300_000n, 300_002n, 300_001n]);
    expect(under(null)).toEqual(under('halfUp'));
    expect(under('down')).toEqual([300_000n, 300_001n, 300_001n]);
    // The uplift is rounded too: 15 % of 17,250.03 yuan are 2,587.5045; of 17,250.10 they are 2,587.515.
    expect(shareOf(1_725_010n, 1_500, 'halfUp')).toBe(258_752n);
    expect(shareOf(1_725_010n, 1_500, 'down')).toBe(258_751n);
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
    ['especiallyMajor', 1, 60_000],
    ['general', 2, 60_000],
    ['larger', 1, 40_000],
    ['larger', 7, 280_000],
    ['larger', 8, 300_000],
    ['major', 6, 300_000],
    ['especiallyMajor', 5, 300_000],
    ['especiallyMajor', 40, 300_000],
  ] as const)('%s accident, %d concealed: %d yuan', (accidentGrade, deaths, reward) => {
    const facts = { accidentGrade, concealedDeaths: deaths, totalDeaths: deaths };
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
    // 国务院令第493号 Art. 3: 3, 10 and 30 deaths; injuries and loss may raise a grade, nothing lowers it.
    [{ accidentGrade: 'general', totalDeaths: 3 }, 'gradeBelowDeaths'],
    [{ accidentGrade: 'larger', totalDeaths: 10 }, 'gradeBelowDeaths'],
    [{ accidentGrade: 'major', totalDeaths: 30 }, 'gradeBelowDeaths'],
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
