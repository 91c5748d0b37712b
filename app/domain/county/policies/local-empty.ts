import type { RewardPolicyData } from '~/domain/county/policy';

/** A local reward table without amounts: the amounts exist but are not known here, so the operator enters them. */
export function emptyLocalReward(
  local: Pick<RewardPolicyData, 'id' | 'jurisdiction' | 'legalBasis'>,
): RewardPolicyData {
  return {
    ...local,
    kind: 'reward',
    effectiveFrom: '2018-01-04',
    effectiveTo: null,
    checked: false,
    checkedBy: null,
    penaltyShare: { basisPoints: null, floorFen: null, capFen: null },
    concealedDeath: {
      perDeathFen: { general: null, larger: null, major: null, especiallyMajor: null },
      capFen: null,
    },
    generalHazard: { minFen: null, maxFen: null },
    generalViolation: { minFen: null, maxFen: null },
    insider: null,
    anonymousEligible: null,
    rounding: null,
  };
}

export const localRewards: readonly RewardPolicyData[] = [
  emptyLocalReward({ id: 'chongqing-reward', jurisdiction: 'chongqing', legalBasis: '重庆市举报奖励规定' }),
  emptyLocalReward({ id: 'zhong-county-reward', jurisdiction: 'zhongCounty', legalBasis: '忠县举报奖励规定' }),
  emptyLocalReward({ id: 'huangshan-reward', jurisdiction: 'huangshan', legalBasis: '黄山市举报奖励规定' }),
  anhuiReward2017(),
];

/** Anhui 2017: only its cap of 500,000 yuan is known, and it is not checked. */
function anhuiReward2017(): RewardPolicyData {
  const empty = emptyLocalReward({
    id: 'anhui-reward-2017',
    jurisdiction: 'anhui',
    legalBasis: '安徽省2017年举报奖励规定',
  });
  return {
    ...empty,
    effectiveFrom: '2017-01-01',
    penaltyShare: { ...empty.penaltyShare, capFen: '50000000' },
    concealedDeath: { ...empty.concealedDeath, capFen: '50000000' },
  };
}
