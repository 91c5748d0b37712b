import type { PolicyData } from '~/domain/county/policy';

const HANDLING = '应急〔2023〕106号';

/**
 * 应急〔2023〕106号: verification, reply, objection and review. Claim: 安监总财〔2018〕19号. Publication of penalties:
 * 安全生产法 Art. 78. Acceptance within five working days is local habit; hours for danger to life, and days for
 * handing on what concerns the office itself, are the product's own defaults.
 */
export const timeLimits2023: Extract<PolicyData, { kind: 'timeLimits' }> = {
  // The same limits as in `time-limits-2023`, which installations have had before each limit named its basis.
  id: 'time-limits-2023-b',
  kind: 'timeLimits',
  jurisdiction: 'national',
  effectiveFrom: '2023-10-18',
  effectiveTo: null,
  legalBasis: '应急〔2023〕106号；安监总财〔2018〕19号；安全生产法第七十八条',
  checked: false,
  checkedBy: null,
  acceptanceWorkingDays: 5,
  dangerHours: 2,
  dangerAlertMinutes: 30,
  verificationDays: 60,
  verificationExtensionDays: 30,
  verificationExtensions: 1,
  replyDays: 10,
  objectionDays: 10,
  reviewDays: 30,
  claimDays: 60,
  claimExtensionDays: 30,
  penaltyPublicationWorkingDays: 7,
  handOnWorkingDays: 3,
  overdueLeadWorkingDays: 1,
  overdueSupervisorWorkingDays: 5,
  localLimits: [
    'acceptanceWorkingDays',
    'dangerHours',
    'dangerAlertMinutes',
    'claimExtensionDays',
    'handOnWorkingDays',
    'overdueLeadWorkingDays',
    'overdueSupervisorWorkingDays',
  ],
  // 应急〔2023〕106号 says 及时; ten days are of an older text.
  uncheckedLimits: ['replyDays'],
  limitBasis: {
    verificationDays: HANDLING,
    verificationExtensionDays: HANDLING,
    verificationExtensions: HANDLING,
    replyDays: HANDLING,
    objectionDays: HANDLING,
    reviewDays: HANDLING,
    claimDays: '安监总财〔2018〕19号',
    penaltyPublicationWorkingDays: '安全生产法第七十八条',
  },
};
