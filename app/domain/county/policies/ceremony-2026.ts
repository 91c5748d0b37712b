import type { PolicyData } from '~/domain/county/policy';

/** No law numbers these days. A request should not lie unanswered, and an approval should not outlive its occasion. */
export const ceremony2026: Extract<PolicyData, { kind: 'ceremony' }> = {
  id: 'ceremony-2026',
  kind: 'ceremony',
  jurisdiction: 'national',
  effectiveFrom: '2021-11-01',
  effectiveTo: null,
  legalBasis: '个人信息保护法第六条、第二十八条',
  checked: false,
  checkedBy: null,
  askDays: 10,
  approvalDays: 3,
  emergencyAskDays: 1,
  emergencyApprovalDays: 1,
  localLimits: ['askDays', 'approvalDays', 'emergencyAskDays', 'emergencyApprovalDays'],
};
