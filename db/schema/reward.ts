import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { caseFile, report } from './casework';
import { bytes, day, fen, id } from './column';
import { unit, unitKey } from './county';

/** Versioned rules of law as data; `checked` says whether somebody compared it with the issued text. */
export const policy = pgTable('policy', {
  id: text('id').primaryKey(),
  kind: text('kind').notNull(),
  jurisdiction: text('jurisdiction').notNull(),
  effectiveFrom: day('effective_from').notNull(),
  effectiveTo: day('effective_to'),
  legalBasis: text('legal_basis').notNull(),
  checkedBy: text('checked_by'),
  data: jsonb('data').notNull(),
});

/** Reward money of one unit and year. */
export const fund = pgTable(
  'fund',
  {
    id: id(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    year: integer('year').notNull(),
    source: text('source', { enum: ['fiscal', 'employer'] }).notNull(),
    /** Kept equal to the ledger's sum in the same transaction; a check keeps it from going below zero. */
    balance: fen('balance').notNull(),
    /** The day on which finance closed its year: it takes no more money and approves nothing. */
    closedOn: day('closed_on'),
  },
  (t) => [uniqueIndex('fund_unit_year').on(t.unitId, t.year, t.source)],
);

/** Double entry: the lines of one posting sum to zero, which a deferred trigger enforces. */
export const ledgerLine = pgTable(
  'ledger_line',
  {
    postingId: uuid('posting_id').notNull(),
    line: integer('line').notNull(),
    kind: text('kind').notNull(),
    account: text('account').notNull(),
    amount: fen('amount').notNull(),
    /** Set only for claims and payments: on a commitment it would lead from the act on its case to the payment. */
    rewardId: uuid('reward_id'),
    fundId: uuid('fund_id'),
    voucher: text('voucher'),
    /** The posting that this one reverses: books are corrected by entries, never by erasing. */
    reverses: uuid('reverses'),
    onDay: day('on_day').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.postingId, t.line] }),
    index('ledger_account').on(t.account),
    // A voucher stands for one posting, whatever the case of its letters.
    uniqueIndex('ledger_voucher').on(sql`upper(${t.voucher})`).where(sql`line = 1`),
    uniqueIndex('ledger_reverses').on(t.reverses).where(sql`line = 1`),
    index('ledger_reward').on(t.rewardId),
    // Pages of the ledger, newest day first, of all funds; the treasury's sums by fund and account.
    index('ledger_page').on(t.onDay, t.postingId, t.line),
    index('ledger_sums').on(t.fundId, t.account, t.amount),
  ],
);

/**
 * A reward as the case's department proposes and approves it. What is paid for it is a row of `reward` under an id of
 * its own, and nothing in the clear leads from one to the other: the pair waits sealed in `hand_over` until payment.
 */
export const rewardProposal = pgTable(
  'reward_proposal',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => caseFile.id),
    reportId: uuid('report_id')
      .notNull()
      .references(() => report.id),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    policyId: text('policy_id').notNull(),
    state: text('state', {
      enum: ['proposed', 'forwarded', 'approved', 'refused', 'claimed', 'paid', 'returned', 'waived', 'revised'],
    }).notNull(),
    /**
     * Fund and amount are removed once the claim is entered for payment, and from what was sent back or replaced; the sealed
     * steps keep the amount.
     */
    fundId: uuid('fund_id').references(() => fund.id),
    amount: fen('amount'),
    /** The steps of the computation, sealed to the case key and to the thread key. */
    stepsForCase: bytes('steps_for_case').notNull(),
    stepsForReporter: bytes('steps_for_reporter').notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedOn: day('proposed_on').notNull(),
    approvedBy: uuid('approved_by'),
    approvedOn: day('approved_on'),
    /** Who approved for the level above, where the rule asks for that at this amount. */
    higherBy: uuid('higher_by'),
    higherOn: day('higher_on'),
    /** The day on which its filing form (备案表) for the level above was made. */
    filedOn: day('filed_on'),
    /**
     * The day from which the days to claim count, and the kind of notice: the reporter saw it, was told, or a public
     * notice was given.
     */
    noticedOn: day('noticed_on'),
    noticedBy: text('noticed_by', { enum: ['seen', 'told', 'published'] }),
    claimUntil: day('claim_until'),
    /** That day depends on a year whose holidays were not published when it was computed. */
    claimProvisional: boolean('claim_provisional').notNull().default(false),
    /** The day on which the days to claim were extended for cause; they are then no longer counted from the notice. */
    claimExtendedOn: day('claim_extended_on'),
    claimedOn: day('claimed_on'),
    /** The day on which the case learned of the payment: the night after it. */
    paidOn: day('paid_on'),
    /** Which payment it was, and with which voucher, sealed to the case key. */
    paymentForCase: bytes('payment_for_case'),
    /** The earlier reward of the case that this one settles anew, because its penalty changed, and how. */
    revises: uuid('revises'),
    revision: text('revision', { enum: ['replaces', 'adds'] }),
    /** The rule asks for the level above because of the whole that was granted, of which this is the last part. */
    higherByTotal: boolean('higher_by_total').notNull().default(false),
    /** The verdict by which it was proposed, with the days of its confirmation; null on rows of earlier versions. */
    proposedUnder: text('proposed_under'),
  },
  (t) => [
    uniqueIndex('reward_one_per_case').on(t.caseId).where(sql`state <> 'refused' and revises is null`),
    // A difference that lapsed or was given up settles nothing, so that another may follow on the same reward.
    uniqueIndex('reward_one_revision')
      .on(t.revises)
      .where(sql`state <> 'refused' and not (revision = 'adds' and state in ('returned', 'waived'))`),
    index('reward_proposal_report').on(t.reportId),
    index('reward_proposal_unit').on(t.unitId, t.order),
    check('reward_revision_whole', sql`(${t.revises} is null) = (${t.revision} is null)`),
    check('reward_proposal_positive', sql`${t.amount} > 0`),
    check('reward_approved_by_another', sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.proposedBy}`),
    check(
      'reward_higher_by_another',
      sql`${t.higherBy} is null or (${t.approvedBy} is not null and ${t.higherBy} <> ${t.proposedBy} and ${t.higherBy} <> ${t.approvedBy})`,
    ),
  ],
);

/** A claimed reward as finance pays it. It holds no case, report or matter. */
export const reward = pgTable(
  'reward',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    fundId: uuid('fund_id')
      .notNull()
      .references(() => fund.id),
    amount: fen('amount').notNull(),
    state: text('state', { enum: ['claimed', 'batched', 'released', 'paid'] }).notNull(),
    /** Proposer and approver, neither of whom pays. */
    proposedBy: uuid('proposed_by').notNull(),
    approvedBy: uuid('approved_by').notNull(),
    claimMethod: text('claim_method', { enum: ['bank', 'cash'] }).notNull(),
    /** The night on which the claims of the days before came to finance. */
    enteredOn: day('entered_on').notNull(),
    payee: bytes('payee'),
    payeeRecipient: text('payee_recipient'),
    /** The claimant's Ed25519 signature over the sealed payee, and the key by which it is checked. */
    payeeSignature: text('payee_signature'),
    claimantKey: text('claimant_key'),
    /** The approving lead's signature over that key and the reward. */
    claimantProof: text('claimant_proof'),
    /**
     * The same statement signed with the report's own key for claims, which shows that the lead could open the report.
     */
    claimantReportProof: text('claimant_report_proof'),
    batchId: uuid('batch_id'),
    releasedBy: uuid('released_by'),
    paidBy: uuid('paid_by'),
    paidOn: day('paid_on'),
    voucher: text('voucher'),
  },
  (t) => [index('reward_state').on(t.state, t.order)],
);

export const payoutBatch = pgTable('payout_batch', {
  id: id(),
  order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
  madeBy: uuid('made_by').notNull(),
  madeOn: day('made_on').notNull(),
  releasedBy: uuid('released_by'),
  releasedOn: day('released_on'),
});

/** A share of a payee's seed: finance's, the guardians', or the guardians' share re-sealed to finance for a batch. */
export const payeeShare = pgTable(
  'payee_share',
  {
    rewardId: uuid('reward_id')
      .notNull()
      .references(() => reward.id),
    share: text('share', { enum: ['finance', 'guardians', 'released'] }).notNull(),
    unitKeyId: uuid('unit_key_id')
      .notNull()
      .references(() => unitKey.id),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.rewardId, t.share] })],
);
