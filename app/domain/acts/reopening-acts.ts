import type { CaseActRule } from './act';

const TEXT = { kind: 'text' } as const;

/**
 * A closed case is taken up again (重新办理) where something new came out: one person asks with a reason, another decides
 * and tells each reporter why. Until then it waits as an open case with a limit of its own.
 */
export const onCaseReopening = {
  askReopening: {
    by: ['handler', 'lead'],
    where: 'ownUnit',
    content: true,
    stages: ['closed'],
    event: 'reopeningAsked',
    order: 26,
    aside: true,
    form: { fields: { text: TEXT }, part: { kind: 'note', about: 'reopening' } },
  },
  reopen: {
    by: ['lead'],
    where: 'ownUnit',
    content: true,
    stages: ['reopened'],
    secondPerson: true,
    event: 'reopened',
    order: 27,
    form: { fields: { text: TEXT }, messages: 'each' },
  },
  refuseReopening: {
    by: ['lead'],
    where: 'ownUnit',
    content: true,
    stages: ['reopened'],
    event: 'reopeningRefused',
    order: 28,
    aside: true,
    form: { fields: { text: TEXT }, part: { kind: 'note', about: 'reopeningRefused' } },
  },
} as const satisfies Record<string, CaseActRule>;
