import type { CaseActRule } from './act';

const STAGES = ['assigned', 'verifying'] as const;
const TEXT = { kind: 'text' } as const;

/**
 * Verification takes longer (延期): the officer asks, and whoever stands above in charge (上一级负责人) approves, who is the
 * unit's lead, and tells each reporter the reason (应急〔2023〕106号). How often and until when, domain/case/extension.ts says.
 */
export const onCaseExtension = {
  askExtension: {
    by: ['handler'],
    where: 'assigned',
    content: true,
    stages: STAGES,
    officerOnly: true,
    event: 'extensionAsked',
    order: 19,
    aside: true,
    form: { fields: { text: TEXT }, part: { kind: 'note', about: 'extension' } },
  },
  extend: {
    by: ['lead'],
    where: 'ownUnit',
    content: true,
    stages: STAGES,
    secondPerson: true,
    whenAsked: true,
    event: 'extended',
    order: 20,
    form: { fields: { text: TEXT }, messages: 'each' },
  },
  refuseExtension: {
    by: ['lead'],
    where: 'ownUnit',
    content: true,
    stages: STAGES,
    whenAsked: true,
    event: 'extensionRefused',
    order: 21,
    aside: true,
    form: { fields: { text: TEXT }, part: { kind: 'note', about: 'extensionRefused' } },
  },
} as const satisfies Record<string, CaseActRule>;
