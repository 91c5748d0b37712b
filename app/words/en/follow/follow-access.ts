import type { Shape } from '~/words/define';
import { identityAnswers } from '~/words/report/report-fields';
import type { followAccessWords as zh } from '~/words/zh/follow/follow-access';

export const followAccessWords: Shape<typeof zh> = {
  title: 'Who has opened your identity',
  lead: 'Your identity and what you wrote are each kept by two parties; both must agree, one after the other, to open them. Every step stands here and cannot be deleted.',
  none: 'Nobody has asked to open your identity, and nobody has opened it.',
  kinds: { identity: 'your identity', escrow: 'the spare key to your report' },
  acts: {
    asked: (what) => `Asked to open ${what}`,
    approved: (what) => `A guardian agreed to open ${what}`,
    refused: (what) => `A guardian refused to open ${what}`,
    opened: (what) => `A custodian opened ${what}`,
    expired: (what) => `The request lapsed; ${what} was not opened`,
  },
  emergency: 'Emergency: danger to life',
  why: (reason) => `Why: ${reason}`,
  whatFor: (purpose) => `What for: ${purpose}`,
  outcome: (outcome) => `Result: ${outcome}`,
  otherReason: 'another reason (you can ask the department by message)',
  reasons: {
    contactForFacts: 'facts have to be checked with you',
    checkRewardClaim: 'checking who claims the reward',
    protectFromRetaliation: 'protecting you from retaliation',
    lostReceiptCode: 'you lost your receipt code and asked how your report stands',
    handOverCrime: 'suspected crime, handed to the police',
    fabricatedReport: 'the report may be fabricated',
    dangerToLife: 'somebody’s life is in danger',
    objection: 'you objected to the verdict; the next level reviews it',
    lateVerification: 'verification is overdue; the next level steps in',
    suspectedConcealment: 'the department may be covering something up',
    unitWithoutKeys: 'the department lost its keys',
    conflictOfInterest: 'the department must stand aside',
  },
  purposes: {
    contact: 'only the custodian contacts you; the officers are not told who you are',
    fields: (fields) => `telling the one who asked: ${fields}`,
    review: 'review',
    takeover: 'another department takes over',
  },
  fields: {
    name: 'name',
    phone: 'phone',
    idNumber: 'id number',
    insiderProof: 'proof of employment',
    ...identityAnswers('en'),
  },
  outcomes: {
    contacted: 'you were contacted',
    notReached: 'you could not be reached',
    released: 'told to the one who asked',
    viewed: 'viewed',
  },
};
