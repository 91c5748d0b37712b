import { expect, test } from 'vitest';
import { blacklist2017, blacklist2023 } from '~/domain/county/policies/blacklist-2023';
import { ceremony2026 } from '~/domain/county/policies/ceremony-2026';
import { fujianInsider, henanInsider2025 } from '~/domain/county/policies/insider-examples';
import { localRewards } from '~/domain/county/policies/local-empty';
import { nationalReward2018 } from '~/domain/county/policies/national-reward-2018';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { isProductDefault, type PolicyData, parsePolicyOf, productFigures } from '~/domain/county/policy';

const reward = (jurisdiction: string) =>
  parsePolicyOf(
    'reward',
    [nationalReward2018, ...localRewards].find((one) => one.jurisdiction === jurisdiction),
  );
const yuan = (amount: number) => BigInt(amount) * 100n;

test('the national reward rule has the figures of 安监总财〔2018〕19号', () => {
  const { effectiveFrom, penaltyShare, concealedDeath, anonymousEligible, generalHazard } = reward('national');
  expect({ effectiveFrom, penaltyShare, concealedDeath, anonymousEligible, generalHazard }).toEqual({
    effectiveFrom: '2018-01-04',
    penaltyShare: { basisPoints: 1_500, floorFen: yuan(3_000), capFen: yuan(300_000), secondBasisPoints: null },
    concealedDeath: {
      perDeathFen: {
        general: yuan(30_000),
        larger: yuan(40_000),
        major: yuan(50_000),
        especiallyMajor: yuan(60_000),
      },
      capFen: yuan(300_000),
    },
    anonymousEligible: false,
    generalHazard: { minFen: null, maxFen: null },
  });
});

test('Anhui: from 2017-10-01, 50,000 for each concealed death up to 500,000, hazards up to 300,000', () => {
  const { effectiveFrom, concealedDeath, penaltyShare } = reward('anhui');
  expect(effectiveFrom).toBe('2017-10-01');
  expect(new Set(Object.values(concealedDeath.perDeathFen))).toEqual(new Set([yuan(50_000)]));
  expect([concealedDeath.capFen, penaltyShare.capFen]).toEqual([yuan(500_000), yuan(300_000)]);
});

test('Chongqing, Zhong County and Huangshan ship without amounts', () => {
  for (const place of ['chongqing', 'zhongCounty', 'huangshan']) {
    const { penaltyShare, concealedDeath, generalHazard, generalViolation } = reward(place);
    const figures = [penaltyShare, concealedDeath.perDeathFen, generalHazard, generalViolation].flatMap(Object.values);
    expect(new Set([...figures, concealedDeath.capFen])).toEqual(new Set([null]));
  }
});

test('Henan: 15 % more, at least 1,000, the cap stays; Fujian: 30 % more, family too, cap 390,000', () => {
  const uplift = (data: PolicyData) => parsePolicyOf('insider', data).uplift;
  expect(uplift(henanInsider2025)).toMatchObject({ basisPoints: 1_500, minimumFen: yuan(1_000), capFen: null });
  expect(uplift(fujianInsider)).toMatchObject({ basisPoints: 3_000, capFen: yuan(390_000), familyCounts: true });
});

test('nothing shipped says that it was checked, and a title that is not known is said to be missing', () => {
  const shipped: PolicyData[] = [...localRewards, henanInsider2025, fujianInsider, blacklist2017, nationalReward2018];
  expect(shipped.filter(({ checked }) => checked)).toEqual([]);
  // What is cited is a number of a document, a title that stands in the county's own notice, or the word that it lacks.
  for (const { legalBasis } of shipped) expect(legalBasis).toMatch(/〔\d{4}〕\d+号|待核/);
});

test('what no law numbers is the product’s, never the nation’s', () => {
  expect([retention2026, ceremony2026].map(isProductDefault)).toEqual([true, true]);
  expect([nationalReward2018, timeLimits2023, blacklist2023].map(isProductDefault)).toEqual([false, false, false]);
  expect(productFigures(nationalReward2018)).toEqual(['rounding']);
  // Verification, objection, review and claim are the law's; days to accept and to reply, and hours, are not.
  const product = productFigures(timeLimits2023);
  expect(product).toEqual(expect.arrayContaining(['acceptanceWorkingDays', 'dangerHours', 'dangerAlertMinutes']));
  // A prompt reply is the law's; its ten days stood in an older text, which is another mark.
  expect(timeLimits2023.uncheckedLimits).toContain('replyDays');
  for (const law of ['verificationDays', 'objectionDays', 'reviewDays', 'claimDays'])
    expect(product).not.toContain(law);
  expect(productFigures({ ...nationalReward2018, jurisdiction: 'county' })).toEqual([]);
});
