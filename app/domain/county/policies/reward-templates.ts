import type { PolicyData } from '~/domain/county/policy';
import type { RewardPolicyData } from '~/domain/county/reward-policy';
import { fujianInsider, henanInsider2025 } from './insider-examples';
import { emptyLocalReward, localRewards } from './local-empty';

/** Shandong: anonymous reporters may be rewarded by an agreed code. */
const shandong: RewardPolicyData = {
  ...emptyLocalReward({
    id: 'shandong-reward-2024',
    jurisdiction: 'shandong',
    legalBasis: '山东省人民政府令第359号；鲁应急发〔2025〕12号',
  }),
  tier: 'province',
  effectiveFrom: '2024-01-01',
  anonymousEligible: true,
};

/** Mines (trial rule of 2021): 15 % for reports of the first class, 12 % for those of the second. */
const minesTrial: RewardPolicyData = {
  ...emptyLocalReward({
    id: 'mines-reward-2021-trial',
    jurisdiction: 'mines',
    legalBasis: '《矿山安全生产举报奖励实施细则（试行）》（2021年，文号待核）',
  }),
  tier: 'department',
  effectiveFrom: '2021-01-01',
  effectiveTo: '2024-10-24',
  penaltyShare: { basisPoints: 1_500, secondBasisPoints: 1_200, floorFen: '300000', capFen: '30000000' },
  anonymousEligible: true,
};

/** Mines (detailed rule of 2024-10-25): for the department that supervises them. Its figures are those of the nation. */
const mines: RewardPolicyData = {
  ...emptyLocalReward({
    id: 'mines-reward-2024',
    jurisdiction: 'mines',
    legalBasis: '《矿山安全生产举报奖励实施细则》（2024年10月25日，文号待核）',
  }),
  tier: 'department',
  effectiveFrom: '2024-10-25',
  penaltyShare: { basisPoints: 1_500, floorFen: '300000', capFen: '30000000' },
  anonymousEligible: true,
};

/**
 * Rules of provinces, municipalities and departments as found elsewhere, none of them checked. They come with the
 * program for a county to adopt: nothing reads them before two people have made one a version of the county's own.
 */
export const REWARD_TEMPLATES: readonly PolicyData[] = [
  ...localRewards,
  shandong,
  minesTrial,
  mines,
  henanInsider2025,
  fujianInsider,
];
