import type { PolicyData } from '~/domain/county/policy';

/**
 * A cautious default for a county that has entered none of its own: 个人信息保护法 Art. 19 and 47 ask for the shortest time
 * that the purpose needs and name no number. The days are local habit until the county enters its own.
 */
export const retention2026: Extract<PolicyData, { kind: 'retention' }> = {
  id: 'retention-2026',
  kind: 'retention',
  jurisdiction: 'national',
  effectiveFrom: '2021-11-01',
  effectiveTo: null,
  legalBasis: '个人信息保护法第十九条、第四十七条',
  checked: false,
  checkedBy: null,
  ends: {
    closed: { contentDays: 3650, identityDays: 730 },
    notAccepted: { contentDays: 730, identityDays: 180 },
    withdrawn: { contentDays: 365, identityDays: 30 },
  },
  payeeDays: 180,
  localLimits: ['ends', 'payeeDays'],
};
