import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { caseFile, report } from './casework';
import { bytes, day, id } from './column';

export const CEREMONY_STATES = ['asked', 'approved', 'refused', 'opened', 'expired'] as const;

/**
 * Opening an identity, a report's escrow or a payee sample: requested by one person, approved by a second, opened by a
 * third. A trigger keeps anybody from two of the three parts in all ceremonies of one case.
 */
export const ceremony = pgTable(
  'ceremony',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    kind: text('kind', { enum: ['identity', 'escrow', 'payeeSample'] }).notNull(),
    caseId: uuid('case_id').references(() => caseFile.id),
    reportId: uuid('report_id').references(() => report.id),
    state: text('state', { enum: CEREMONY_STATES }).notNull(),
    /** Danger to life: told at once to the supervisors and on the reporter's page. */
    emergency: boolean('emergency').notNull().default(false),
    reason: text('reason').notNull(),
    /** `contact`: the custodian calls and shows nothing; `fields`: these fields go to the asker. */
    purpose: text('purpose', { enum: ['contact', 'fields', 'review', 'takeover', 'audit'] }).notNull(),
    fields: text('fields').array().notNull(),
    /** The reason in words, sealed to guardians and custodians, with the asker's signature inside. */
    reasonSealed: bytes('reason_sealed').notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedUnitId: uuid('asked_unit_id').notNull(),
    askedOn: day('asked_on').notNull(),
    approvedBy: uuid('approved_by'),
    approvedOn: day('approved_on'),
    /** The guardian's signature over what was approved; the opener's browser checks it. */
    approval: text('approval'),
    /** Who may open: a custodian; the auditor for a payee sample. */
    openerId: uuid('opener_id'),
    expiresOn: day('expires_on'),
    refusedBy: uuid('refused_by'),
    refusedOn: day('refused_on'),
    openedOn: day('opened_on'),
    outcome: text('outcome', { enum: ['contacted', 'notReached', 'released', 'viewed'] }),
    /** Fields of the identity that went to the asker: some of those requested. */
    releasedFields: text('released_fields').array(),
    /** Chosen fields, call note or re-wrapped keys, sealed to the asker. */
    outcomeSealed: bytes('outcome_sealed'),
    /** Payee samples: who gave finance's share. */
    givenBy: uuid('given_by'),
    givenOn: day('given_on'),
    /** Escrow: the day on which the asker joined the shares and took the keys over to their own unit. */
    takenOn: day('taken_on'),
  },
  (t) => [
    index('ceremony_case').on(t.caseId),
    index('ceremony_report').on(t.reportId),
    index('ceremony_state').on(t.state, t.order),
    check(
      'ceremony_three_people',
      sql`(${t.approvedBy} is null or ${t.approvedBy} <> ${t.askedBy}) and (${t.openerId} is null or (${t.openerId} <> ${t.approvedBy} and (${t.kind} = 'payeeSample' or ${t.openerId} <> ${t.askedBy})))`,
    ),
    check(
      'ceremony_giver_apart',
      sql`${t.givenBy} is null or (${t.givenBy} <> ${t.askedBy} and ${t.givenBy} <> ${t.approvedBy})`,
    ),
  ],
);

/** A holder's share of one key, re-sealed to one person for this ceremony only. `scope` is the name of the key. */
export const ceremonyShare = pgTable(
  'ceremony_share',
  {
    ceremonyId: uuid('ceremony_id')
      .notNull()
      .references(() => ceremony.id),
    key: text('key', { enum: ['identity', 'report', 'case', 'payee'] }).notNull(),
    scope: text('scope').notNull(),
    share: text('share', { enum: ['custodians', 'guardians', 'finance'] }).notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ceremonyId, t.scope, t.share] })],
);

/**
 * What an auditor's sample was drawn from, and which rewards were drawn; the seed is the log's head at the time of the
 * request.
 */
export const payeeSample = pgTable('payee_sample', {
  ceremonyId: uuid('ceremony_id')
    .primaryKey()
    .references(() => ceremony.id),
  fromDay: day('from_day').notNull(),
  toDay: day('to_day').notNull(),
  seedSequence: bigint('seed_sequence', { mode: 'number' }).notNull(),
  seed: text('seed').notNull(),
  rewardIds: uuid('reward_ids').array().notNull(),
});
