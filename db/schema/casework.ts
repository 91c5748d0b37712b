import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, day, id } from './column';
import { unit, unitKey } from './county';

/**
 * A matter that the department works on. It has only the fields that routing and statistics need in the clear; `order`
 * replaces any finer time.
 */
export const caseFile = pgTable(
  'case_file',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    matter: text('matter').notNull(),
    sector: text('sector').notNull(),
    town: text('town'),
    channel: text('channel').notNull(),
    receivedOn: day('received_on').notNull(),
    /** Danger to life: the duty lead was alerted at once. */
    urgent: boolean('urgent').notNull().default(false),
    responsibleUnitId: uuid('responsible_unit_id')
      .notNull()
      .references(() => unit.id),
    assistingUnitIds: uuid('assisting_unit_ids').array().notNull(),
    /** RoutingReason[]: which rules led here. */
    reasons: jsonb('reasons').$type<{ rule: string; unitId: string; ruleId?: string }[]>().notNull(),
    /** HMAC(server secret, case|unit) of units that the report is about, to which the case is never transferred. */
    excludedUnitTags: text('excluded_unit_tags').array().notNull(),
    stage: text('stage').notNull(),
    verdict: text('verdict'),
    assignedTo: uuid('assigned_to'),
    verdictBy: uuid('verdict_by'),
    confirmedBy: uuid('confirmed_by'),
    refusalReason: text('refusal_reason'),
    acceptedOn: day('accepted_on'),
    /** How often the days for verification were extended, and who asks for it now. */
    extensions: integer('extensions').notNull().default(0),
    extensionAskedBy: uuid('extension_asked_by'),
    assignedOn: day('assigned_on'),
    siteVisitedOn: day('site_visited_on'),
    verdictOn: day('verdict_on'),
    confirmedOn: day('confirmed_on'),
    penaltyRecordedOn: day('penalty_recorded_on'),
    rectifiedOn: day('rectified_on'),
    struckOffOn: day('struck_off_on'),
    repliedOn: day('replied_on'),
    /** A review ordered the verification anew on that day, by others than those who are barred. */
    restartedOn: day('restarted_on'),
    barred: uuid('barred').array().notNull().default(sql`'{}'`),
    /** A reporter's objection that waits for its review, and the unit to whose verdict one was made last. */
    objectedOn: day('objected_on'),
    objectedUnitId: uuid('objected_unit_id'),
    closedOn: day('closed_on'),
    /** Who asked to take the closed case up again, and when, until another person decides. */
    reopenedOn: day('reopened_on'),
    reopenedBy: uuid('reopened_by'),
    dueOn: day('due_on'),
    /** That day depends on a year whose holidays were not published when it was computed. */
    dueProvisional: boolean('due_provisional').notNull().default(false),
    caseRecipient: text('case_recipient'),
    /** Generation of the keys to which later parts of the case and its threads are sealed. */
    keyEpoch: integer('key_epoch').notNull().default(0),
    purgedOn: day('purged_on'),
  },
  (t) => [
    index('case_queue').on(t.responsibleUnitId, t.stage, t.dueOn, t.order),
    index('case_urgent').on(t.responsibleUnitId, t.stage, t.dueOn, t.order).where(sql`urgent`),
    index('case_order').on(t.responsibleUnitId, t.order),
    index('case_sector').on(t.responsibleUnitId, t.stage, t.sector, t.dueOn, t.order),
    index('case_open')
      .on(t.responsibleUnitId, t.stage, t.dueOn, t.urgent)
      .where(sql`stage not in ('closed', 'notAccepted')`),
    index('case_received').on(t.receivedOn),
    index('case_mine').on(t.assignedTo, t.stage, t.dueOn, t.order).where(sql`assigned_to is not null`),
  ],
);

/** One reporter's submission, opened by one receipt code. */
export const report = pgTable(
  'report',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => caseFile.id),
    receivedOn: day('received_on').notNull(),
    /** SHA-256 of the form token; a second sending supersedes the first copy. */
    formTokenHash: text('form_token_hash').notNull(),
    supersededBy: uuid('superseded_by'),
    /** SHA-256 of the lookup token derived from the receipt code; null once past retention. */
    lookupHash: text('lookup_hash'),
    reporterRecipient: text('reporter_recipient'),
    /** Version of the signed list by which it was sealed; the sealed shares say so themselves. */
    listVersion: integer('list_version').notNull(),
    reportRecipient: text('report_recipient'),
    threadRecipient: text('thread_recipient'),
    nextSequence: integer('next_sequence').notNull().default(1),
    /** Day on which the reporter withdrew the report; a rule says what happens then. */
    withdrawnOn: day('withdrawn_on'),
    /** Day on which the reporter first saw the present reply, which is its receipt, and objected to it. */
    replySeenOn: day('reply_seen_on'),
    objectedOn: day('objected_on'),
  },
  (t) => [
    uniqueIndex('report_lookup').on(t.lookupHash),
    uniqueIndex('report_form_token').on(t.formTokenHash),
    index('report_case').on(t.caseId),
  ],
);

/** Every sealed thing: an age file, in the row when small, and in the blob store for files. */
export const sealedPart = pgTable(
  'sealed_part',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => caseFile.id),
    reportId: uuid('report_id'),
    kind: text('kind').notNull(),
    key: text('key', { enum: ['report', 'thread', 'case', 'identity'] }).notNull(),
    /** The label's scope and sequence, which the sealed header must repeat. */
    scope: text('scope').notNull(),
    sequence: integer('sequence').notNull(),
    bytes: bytes('bytes'),
    blob: text('blob'),
    size: bigint('size', { mode: 'number' }).notNull(),
    authorId: uuid('author_id'),
    madeOn: day('made_on').notNull(),
    /** Which generation of the key opens it: 0 from the start, higher after `case.renewKeys`. */
    keyEpoch: integer('key_epoch').notNull().default(0),
  },
  (t) => [index('sealed_part_case').on(t.caseId, t.order), index('sealed_part_report').on(t.reportId, t.order)],
);

/** Keys of a report, wrapped whole or as one of two shares. */
export const wrappedKey = pgTable(
  'wrapped_key',
  {
    id: id(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => caseFile.id),
    reportId: uuid('report_id'),
    key: text('key', { enum: ['report', 'thread', 'case', 'identity'] }).notNull(),
    share: text('share', { enum: ['whole', 'custodians', 'guardians'] }).notNull(),
    holder: text('holder', { enum: ['unit', 'reporter'] }).notNull(),
    unitKeyId: uuid('unit_key_id').references(() => unitKey.id),
    bytes: bytes('bytes').notNull(),
    /** Generation of the wrapped key, as in `sealed_part`. */
    keyEpoch: integer('key_epoch').notNull().default(0),
  },
  (t) => [
    index('wrapped_key_unit_key').on(t.unitKeyId),
    index('wrapped_key_case').on(t.caseId),
    index('wrapped_key_report').on(t.reportId),
  ],
);

/**
 * How a case went from unit to unit; each step is signed by the unit that gave or took it
 * (envelope/case/case-transfer.ts). Browsers follow these steps, and not the row, before they hand on an escrow. All
 * steps of the county form one chain, so that none can be removed unseen.
 */
export const caseTransfer = pgTable(
  'case_transfer',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => caseFile.id),
    sequence: integer('sequence').notNull(),
    kind: text('kind', { enum: ['transfer', 'takeover'] }).notNull(),
    fromUnitId: uuid('from_unit_id').notNull(),
    toUnitId: uuid('to_unit_id').notNull(),
    onDay: day('on_day').notNull(),
    listVersion: integer('list_version').notNull(),
    memberId: uuid('member_id').notNull(),
    signature: text('signature').notNull(),
    /** Signatures with the key of each report of the case. */
    proofs: text('proofs').array().notNull(),
    /** Place among the county's steps, from 1; each names the hash of the one before. */
    number: integer('number').notNull(),
    previous: text('previous').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.sequence] }), uniqueIndex('case_transfer_number').on(t.number)],
);

/** What happened to a case, in codes: the timeline of the reporter and of staff. */
export const caseEvent = pgTable(
  'case_event',
  {
    caseId: uuid('case_id')
      .notNull()
      .references(() => caseFile.id),
    number: integer('number').notNull(),
    act: text('act').notNull(),
    unitId: uuid('unit_id'),
    memberId: uuid('member_id'),
    onDay: day('on_day').notNull(),
    /** Codes only: stage, reason, verdict, units. Never text. */
    data: jsonb('data').$type<Record<string, string | number | boolean | null>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.number] })],
);
