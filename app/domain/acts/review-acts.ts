import { REVIEW_OUTCOMES, VERDICTS } from '../vocabulary';
import type { CaseActRule } from './act';

const REVIEWED = {
  by: ['lead'],
  where: 'ownUnit',
  content: true,
  stages: ['objected'],
  otherThanFirst: true,
} as const satisfies Partial<CaseActRule>;
const TEXT = { kind: 'text' } as const;

/**
 * The review of a verdict to which a reporter objects (异议复查, 应急〔2023〕106号), by the unit one level up, to which the case
 * was transferred for it. Where nobody stands above here, its decision comes on paper and is entered with number and scan.
 */
export const onCaseReview = {
  upholdOnReview: {
    ...REVIEWED,
    event: 'reviewUpheld',
    order: 11,
    form: { fields: { text: TEXT }, messages: 'each' },
  },
  changeOnReview: {
    ...REVIEWED,
    by: ['handler', 'lead'],
    event: 'reviewChanged',
    order: 11,
    aside: true,
    form: {
      fields: { verdict: { kind: 'choice', choices: VERDICTS, clear: true }, text: TEXT },
      part: { kind: 'finding' },
    },
  },
  verifyOnReview: {
    ...REVIEWED,
    event: 'reviewVerifiesAnew',
    order: 11,
    form: { fields: { text: TEXT }, messages: 'each' },
  },
  enterReview: {
    by: ['handler', 'lead'],
    where: 'ownUnit',
    content: true,
    stages: ['objected'],
    event: 'reviewEntered',
    order: 11,
    form: {
      fields: {
        outcome: { kind: 'choice', choices: REVIEW_OUTCOMES, clear: true },
        answerNumber: TEXT,
        answeredOn: { kind: 'day', latest: 'today', clear: true },
        text: TEXT,
      },
      part: { kind: 'note', about: 'review' },
      messages: 'each',
    },
  },
} as const satisfies Record<string, CaseActRule>;
