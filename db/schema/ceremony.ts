import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { caseFile, report } from './casework';
import { bytes, day, id } from './column';
import { reward } from './reward';

export const CEREMONY_STATES = ['asked', 'approved', 'refused', 'opened', 'expired'] as const;

/**
 * Opening an identity, a report's escrow or a payee sample: asked by one, approved by a second, opened by a third.
 * A trigger keeps anybody from two of the three parts in any ceremonies of one case.
 */
export const ceremony = pgTable(
  'ceremony',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    kind: text('kind', { enum: ['identity', 'escrow', 'payeeSample'] }).notNull(),
    caseId: uuid('case_id').references(() => caseFile.id),
    reportId: uuid('report_id').references(() => report.id),
    rewardId: uuid('reward_id').references(() => reward.id),
    state: text('state', { enum: CEREMONY_STATES }).notNull(),
    /** Danger to life: told at once to the supervisors and on the reporter's page. */
    emergency: boolean('emergency').notNull().default(false),
    reason: text('reason').notNull(),
    /** `contact`: the custodian calls and shows nothing; `fields`: these fields go to the one who asked. */
    purpose: text('purpose', { enum: ['contact', 'fields', 'review', 'takeover', 'audit'] }).notNull(),
    fields: text('fields').array().notNull(),
    /** The reason in words, sealed to guardians and custodians, with the asker's signature inside. */
    reasonSealed: bytes('reason_sealed').notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedUnitId: uuid('asked_unit_id').notNull(),
    askedOn: day('asked_on').notNull(),
    approvedBy: uuid('approved_by'),
    approvedOn: day('approved_on'),
    /** The guardian's signature over what was approved; checked by the opener's browser. */
    approval: text('approval'),
    /** Who may open: a custodian; the auditor for a payee sample. */
    openerId: uuid('opener_id'),
    expiresOn: day('expires_on'),
    refusedBy: uuid('refused_by'),
    refusedOn: day('refused_on'),
    openedOn: day('opened_on'),
    outcome: text('outcome', { enum: ['contacted', 'notReached', 'released', 'viewed'] }),
    /** Chosen fields, call note or re-wrapped keys, sealed to the one who asked. */
    outcomeSealed: bytes('outcome_sealed'),
  },
  (t) => [
    index('ceremony_case').on(t.caseId),
    index('ceremony_report').on(t.reportId),
    index('ceremony_state').on(t.state, t.order),
    check(
      'ceremony_three_people',
      sql`(${t.approvedBy} is null or ${t.approvedBy} <> ${t.askedBy}) and (${t.openerId} is null or (${t.openerId} <> ${t.approvedBy} and (${t.kind} = 'payeeSample' or ${t.openerId} <> ${t.askedBy})))`,
    ),
  ],
);

/** A holder's share, re-sealed to the one named opener. */
export const ceremonyShare = pgTable(
  'ceremony_share',
  {
    ceremonyId: uuid('ceremony_id')
      .notNull()
      .references(() => ceremony.id),
    key: text('key', { enum: ['identity', 'report', 'thread', 'case', 'payee'] }).notNull(),
    share: text('share', { enum: ['guardians', 'finance'] }).notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.ceremonyId, t.key, t.share] })],
);
