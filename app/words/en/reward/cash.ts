import type { Shape } from '~/words/define';
import type { cashWords as zh } from '~/words/zh/reward/cash';

export const cashWords: Shape<typeof zh> = {
  title: 'Cash counter: pay by code',
  code: 'The 8-digit cash code told at the counter',
  codeHint:
    'Have the claimant say it; the code alone finds the payment. A wrong one counts against your own tries of today and against no claimant.',
  find: 'Find the payment',
  found: 'This is the payment',
  foundMore: (count: number) =>
    `${count} payments have this code by chance: ask the claimant for the amount, and pay the one that has it`,
  notReady: {
    claimed:
      'Not to be paid yet: it still has to be put into a batch and released by a guardian. The claimant’s page will say “Go to the counter now”.',
    batched:
      'Not to be paid yet: its batch waits for a guardian. The claimant’s page will say “Go to the counter now”.',
  },
  checkTitle: 'Check before you pay',
  check: (amount: string, order: number, byCode: boolean) => [
    `The claimant’s page shows the same amount, ${amount}`,
    ...(byCode
      ? [
          'Ask for no name, workplace or reason; copy no document; want no signature with a name',
          `Write only reward number ${order} and the amount on the voucher`,
        ]
      : [
          'The rule rewards named reporters only: look at an identity document, ask for no reason, copy nothing',
          `Write reward number ${order}, the amount and who fetched it on the voucher`,
        ]),
    'Count the cash together, hand it over, and only then press the button below',
  ],
  voucherHint: 'The number of the cash voucher',
  pay: (amount: string) => `${amount} paid out in cash: record it`,
  paidOut: (order: number) =>
    `Reward number ${order} is paid in cash and booked. The voucher number stays in the ledger.`,
  wrong: (left: number) =>
    left > 0
      ? `No payment that waits has this code. Have it said again: what was claimed today comes tomorrow, and what was paid is not paid twice. You have ${left} more ${left === 1 ? 'try' : 'tries'} today.`
      : 'You have no more tries today; tomorrow you can look again. Let another finance officer go on: the claimant’s code is still good.',
  findAgain:
    'Not paid: since it was found the day has ended, or it was released anew or changed. Have the claimant say the code once more.',
  waiting: 'Cash that waits to be fetched',
  waitingNone: 'No cash waits to be fetched.',
  placeTitle: 'Where and when claimants are told to come',
  placeNone: 'Not entered yet: claimants’ pages can only tell them to ask by message.',
  place: 'Where (Chinese)',
  placeOther: 'Where (English, may stay empty)',
  placeHint: 'For example “Finance Bureau, ground floor, counter 3, 8 Anling Avenue”',
  hours: 'When (Chinese)',
  hoursOther: 'When (English, may stay empty)',
  hoursHint: 'For example “working days 9:00–11:30 and 14:30–17:00”',
  placeSave: 'Save',
  placeSaved: 'Saved. Reporters who claimed in cash see it on their page.',
  placeWrong: { missing: 'Enter this', tooLong: 'Too long: 120 characters at most' },
  changed: (now: string) =>
    `A colleague has just made it “${now || '(empty)'}”. Yours is kept: press again to save it.`,
};
