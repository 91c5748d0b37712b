import type { RewardPolicyData } from '~/domain/county/reward-policy';

/** Stands where a document's title and number are not known here; none is made up. */
export const UNTITLED = '文件名称、文号待核';

/** A local reward table without amounts: the amounts exist but are not known here, so the operator enters them. */
export function emptyLocalReward(
  local: Pick<RewardPolicyData, 'id' | 'jurisdiction' | 'legalBasis' | 'tier'>,
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
  emptyLocalReward({
    id: 'chongqing-reward-2021',
    tier: 'municipality',
    jurisdiction: 'chongqing',
    legalBasis: '渝应急发〔2021〕32号',
  }),
  emptyLocalReward({
    id: 'zhong-county-reward-rule',
    tier: 'county',
    jurisdiction: 'zhongCounty',
    legalBasis: `《忠县安全生产有奖举报办法》（文号待核）`,
  }),
  emptyLocalReward({
    id: 'huangshan-reward-rule',
    tier: 'municipality',
    jurisdiction: 'huangshan',
    legalBasis: `黄山市（${UNTITLED}）`,
  }),
  anhuiReward2017(),
];

/** Anhui, from 2017-10-01: concealed deaths 50,000 yuan each up to 500,000; hazards up to 300,000. Not checked. */
function anhuiReward2017(): RewardPolicyData {
  const empty = emptyLocalReward({
    id: 'anhui-reward-2017-10',
    tier: 'province',
    jurisdiction: 'anhui',
    legalBasis: `安徽省（${UNTITLED}）`,
  });
  const each = '5000000';
  return {
    ...empty,
    effectiveFrom: '2017-10-01',
    penaltyShare: { ...empty.penaltyShare, capFen: '30000000' },
    concealedDeath: {
      perDeathFen: { general: each, larger: each, major: each, especiallyMajor: each },
      capFen: '50000000',
    },
  };
}
