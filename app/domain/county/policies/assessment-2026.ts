import type { PolicyData } from '~/domain/county/policy';

/**
 * The notices demand that each town and department is assessed every month, and number no weight: these are the
 * product's own, until the county enters its own.
 */
export const assessment2026: Extract<PolicyData, { kind: 'assessment' }> = {
  id: 'assessment-2026',
  kind: 'assessment',
  jurisdiction: 'national',
  effectiveFrom: '2021-11-01',
  effectiveTo: null,
  legalBasis: '各地安全生产工作月考核办法',
  checked: false,
  checkedBy: null,
  weights: {
    acceptance: 20,
    verification: 30,
    reply: 10,
    hazards: 20,
    rewards: 10,
    orders: 10,
    inspections: 0,
    publicity: 0,
    records: 0,
  },
  leastCounted: 5,
  localLimits: [
    'weights.acceptance',
    'weights.verification',
    'weights.reply',
    'weights.hazards',
    'weights.rewards',
    'weights.orders',
    'weights.inspections',
    'weights.publicity',
    'weights.records',
    'leastCounted',
  ],
};
