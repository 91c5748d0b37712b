import type { RewardPolicyData } from '~/domain/county/reward-policy';

/** 安全生产领域举报奖励办法, in force from 2018-01-04. Insider uplifts are left to the provinces. */
export const nationalReward2018: RewardPolicyData = {
  id: 'national-reward-2018',
  kind: 'reward',
  jurisdiction: 'national',
  effectiveFrom: '2018-01-04',
  effectiveTo: null,
  legalBasis: '安监总财〔2018〕19号',
  checked: false,
  checkedBy: null,
  penaltyShare: { basisPoints: 1_500, floorFen: '300000', capFen: '30000000' },
  concealedDeath: {
    perDeathFen: { general: '3000000', larger: '4000000', major: '5000000', especiallyMajor: '6000000' },
    capFen: '30000000',
  },
  generalHazard: { minFen: null, maxFen: null },
  generalViolation: { minFen: null, maxFen: null },
  insider: null,
  anonymousEligible: false,
  rounding: 'halfUp',
};
