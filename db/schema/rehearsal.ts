import { sql } from 'drizzle-orm';
import { boolean, check, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, day, id } from './column';
import { unit } from './county';
import { member } from './staff';

/**
 * A test report: sealed and routed as a true one is, and kept apart from cases, so that nothing that counts, lists, exports or pays
 * cases can meet it.
 */
export const rehearsalReport = pgTable(
  'rehearsal_report',
  {
    id: id(),
    /** In the clear, too, that it is none. */
    test: boolean('test').notNull().default(true),
    /** The unit that the duties name, and the one that takes its reports now. */
    meantFor: uuid('meant_for')
      .notNull()
      .unique()
      .references(() => unit.id),
    takenBy: uuid('taken_by')
      .notNull()
      .references(() => unit.id),
    caseId: uuid('case_id').notNull(),
    handlingKeyId: uuid('handling_key_id').notNull(),
    custodiansKeyId: uuid('custodians_key_id').notNull(),
    guardiansKeyId: uuid('guardians_key_id').notNull(),
    /** The whole body as the browser would have posted it as a report. */
    body: bytes('body').notNull(),
    /** What proves that a holder opened it (app/envelope/report/rehearsal-proof.ts). */
    signingKey: text('signing_key').notNull(),
    shareHash: text('share_hash').notNull(),
    sentBy: uuid('sent_by')
      .notNull()
      .references(() => member.id),
    sentOn: day('sent_on').notNull(),
  },
  (t) => [check('rehearsal_is_test', sql`${t.test}`)],
);

/** Who opened a test report, with the proof. */
export const rehearsalSeen = pgTable(
  'rehearsal_seen',
  {
    reportId: uuid('report_id')
      .notNull()
      .references(() => rehearsalReport.id, { onDelete: 'cascade' }),
    memberId: uuid('member_id')
      .notNull()
      .references(() => member.id),
    seenOn: day('seen_on').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.memberId] })],
);
