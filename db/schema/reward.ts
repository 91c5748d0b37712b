import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { caseFile, report } from './casework';
import { bytes, day, fen, id } from './column';
import { unit, unitKey } from './county';

/** Versioned rules of law as data; `checked` says whether someone compared it with the issued text. */
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
    /** Kept equal to the ledger's sum by the same transaction; a check keeps it from going below zero. */
    balance: fen('balance').notNull(),
  },
  (t) => [uniqueIndex('fund_unit_year').on(t.unitId, t.year, t.source)],
);

/** Double entry: the lines of one posting sum to zero (a deferred trigger sees to it). */
export const ledgerLine = pgTable(
  'ledger_line',
  {
    postingId: uuid('posting_id').notNull(),
    line: integer('line').notNull(),
    kind: text('kind').notNull(),
    account: text('account').notNull(),
    amount: fen('amount').notNull(),
    rewardId: uuid('reward_id'),
    fundId: uuid('fund_id'),
    voucher: text('voucher'),
    onDay: day('on_day').notNull(),
  },
  (t) => [primaryKey({ columns: [t.postingId, t.line] }), index('ledger_account').on(t.account)],
);

export const REWARD_STATES = [
  'proposed',
  'approved',
  'refused',
  'claimed',
  'batched',
  'released',
  'paid',
  'returned',
] as const;

export const reward = pgTable(
  'reward',
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
    fundId: uuid('fund_id').references(() => fund.id),
    policyId: text('policy_id').notNull(),
    amount: fen('amount').notNull(),
    state: text('state', { enum: REWARD_STATES }).notNull(),
    /** The steps of the computation, sealed to the case key and to the thread key. */
    stepsForCase: bytes('steps_for_case').notNull(),
    stepsForReporter: bytes('steps_for_reporter').notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedOn: day('proposed_on').notNull(),
    approvedBy: uuid('approved_by'),
    approvedOn: day('approved_on'),
    claimUntil: day('claim_until'),
    claimMethod: text('claim_method', { enum: ['bank', 'cash'] }),
    claimedOn: day('claimed_on'),
    payee: bytes('payee'),
    payeeRecipient: text('payee_recipient'),
    /** The claimant's Ed25519 signature over the sealed payee, and the key it is checked with. */
    payeeSignature: text('payee_signature'),
    claimantKey: text('claimant_key'),
    /** The approving lead's signature over that key and the reward. */
    claimantProof: text('claimant_proof'),
    /** The same word signed with the report's own key for claims: the lead could open the report. */
    claimantReportProof: text('claimant_report_proof'),
    /** Version of the signed list at the report's sending, by which guardians judge who may have to do with the payment. */
    listVersion: integer('list_version'),
    batchId: uuid('batch_id'),
    releasedBy: uuid('released_by'),
    paidBy: uuid('paid_by'),
    paidOn: day('paid_on'),
    voucher: text('voucher'),
  },
  (t) => [
    uniqueIndex('reward_one_per_case').on(t.caseId).where(sql`state <> 'refused'`),
    index('reward_state').on(t.state, t.order),
  ],
);

export const payoutBatch = pgTable('payout_batch', {
  id: id(),
  order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
  madeBy: uuid('made_by').notNull(),
  madeOn: day('made_on').notNull(),
  releasedBy: uuid('released_by'),
  releasedOn: day('released_on'),
});

/** Share of a payee's seed: finance's, guardians', or the guardians' share re-sealed to finance for a batch. */
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
