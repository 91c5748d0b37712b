import * as z from 'zod/mini';
import { readReceiptNumber } from '../typed/receipt-number';
import { SENT_UP_FOR, SENT_UP_WAYS } from '../vocabulary';
import type { CaseActRule } from './act';

/**
 * What is done on a case's page only where the level above has nobody here: the case goes to it as a sealed file or in
 * print, and its answer comes on paper.
 */
export const onCaseOutside = {
  sendUp: {
    by: ['intake', 'handler', 'lead'],
    where: 'ownUnit',
    content: true,
    event: 'sentUp',
    order: 17,
    form: {
      fields: {
        sentFor: { kind: 'choice', choices: SENT_UP_FOR, clear: true },
        sentAs: { kind: 'choice', choices: SENT_UP_WAYS, clear: true },
        text: { kind: 'text' },
      },
      clear: { receiptNumber: z.string().check(z.refine((typed) => readReceiptNumber(typed) === typed)) },
      part: { kind: 'note', about: 'sendUp' },
    },
  },
  superiorAnswered: {
    by: ['intake', 'handler', 'lead'],
    where: 'ownUnit',
    content: true,
    event: 'superiorAnswered',
    order: 18,
    form: {
      fields: {
        answerNumber: { kind: 'text' },
        answeredOn: { kind: 'day', latest: 'today', clear: true },
        text: { kind: 'text' },
      },
      part: { kind: 'note', about: 'superiorAnswered' },
    },
  },
} as const satisfies Record<string, CaseActRule>;
