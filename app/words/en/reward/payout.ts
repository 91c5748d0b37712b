import type { Shape } from '~/words/define';
import type { payoutWords as zh } from '~/words/zh/reward/payout';

export const payoutWords: Shape<typeof zh> = {
  title: 'Reward payouts',
  introFinance:
    'You see the number, the amount, the way of payment and the fund; never the case, the matter, the accused or the steps.',
  introGuardian:
    'A guardian releases each batch that finance has put together. Releasing hands your half of the payees’ keys to finance, in your browser; you do not see who is paid.',
  locked: 'Unlock your key before you release or look at a payee.',
  unlock: 'Unlock',
  claimedTitle: 'Claimed, not yet in a batch',
  claimedNone: 'Nothing waits for a batch. Claims of a day come the next morning.',
  makeBatch: (count: number) => (count === 1 ? 'Put this one into a batch' : `Put these ${count} into a batch`),
  batchMade: 'The batch is made and waits for a guardian.',
  toReleaseTitle: 'Batches to release',
  toReleaseNone: 'No batch waits for release.',
  waitingTitle: 'Waiting for a guardian',
  waitingNone: 'No batch waits for a guardian.',
  release: 'Release this batch',
  releasing: 'Handing over the keys…',
  released: 'The batch is released.',
  toPayTitle: 'To pay',
  toPayNone: 'Nothing is ready to be paid.',
  paidTitle: 'Lately paid',
  paidNone: 'Nothing has been paid yet.',
  batch: (order: number) => `Batch no. ${order}`,
  batchLine: (count: number, total: string) => `${count} ${count === 1 ? 'payment' : 'payments'}, ${total} in all`,
  number: 'Reward number',
  amount: 'Amount',
  fund: 'Fund',
  method: 'Way of payment',
  methods: { bank: 'Bank transfer', cash: 'Cash by code' },
  claimedOn: 'Came in on',
  paidOn: 'Paid on',
  voucher: 'Voucher number',
  voucherHint: 'The number of the transfer or cash voucher',
  cashCode: 'The 8-digit cash code told at the counter',
  cashCodeHint: 'Have the claimant say it. After 5 wrong codes the payment needs a new batch and release',
  cashCodeWrong: (left: number) =>
    left > 0
      ? `That is not the code. ${left} ${left === 1 ? 'try' : 'tries'} left.`
      : 'That is not the code. The payment has gone back and needs a new batch and release.',
  showPayee: 'Show the payee',
  payee: 'Payee',
  payeeName: 'Account holder',
  payeeAccount: 'Account number',
  payeeBank: 'Bank and branch',
  payeeLost: 'The payee cannot be opened: the key does not fit, or the batch is not released.',
  payeeForged:
    'The rewarded reporter did not sign this payee: somebody may have changed it. Do not pay, and tell the administrator and the auditor.',
  payeeFirst: 'Look at the payee before you record the payment.',
  releaseForged:
    'The rewarded reporter did not sign a payee of this batch: somebody may have changed it, and it cannot be released. Tell the administrator and the auditor.',
  releaseAccused:
    'A reward of this batch is for a report about a unit that the approving lead, you or the finance office belongs to. It cannot be released to an account: let another guardian release it, or the reporter claim it in cash by code.',
  pay: 'Record as paid',
  paid: 'Paid. What the guardian handed over is destroyed. The payee’s data is kept until its retention ends, then destroyed; the ledger and the voucher number stay.',
  correctTitle: 'Correct a booked payment',
  correctHint:
    'For a transfer that the bank sent back, or a mistake. The entry is not deleted: a reversing entry is booked, and the payment waits to be batched, released and paid anew. What a case has learned of it stays: nothing leads from payments to cases.',
  correctWhich: 'Payment to take back',
  correctReason: 'Reason',
  correctReasons: { sentBack: 'Sent back by the bank', mistake: 'Booked by mistake' },
  correctVoucher: 'Voucher of the reversing entry',
  correct: 'Book the reversing entry',
  corrected: 'Taken back; the payment waits for a batch again.',
  notYou: 'Whoever proposed or approved this reward may not pay it. Another finance officer has to.',
  tryAgain:
    'This was not finished: something went wrong on this device. Open this page anew, see how it stands, and go on from there.',
};
