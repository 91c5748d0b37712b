import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { caseFile } from './casework';
import { day, id } from './column';

/** Requested by one person and confirmed by another; then the case's content, blobs and keys are deleted. */
export const deletionRequest = pgTable(
  'deletion_request',
  {
    id: id(),
    caseId: uuid('case_id')
      .notNull()
      .references(() => caseFile.id),
    reason: text('reason').notNull(),
    state: text('state', { enum: ['asked', 'confirmed', 'refused'] }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedOn: day('asked_on').notNull(),
    decidedBy: uuid('decided_by'),
    decidedOn: day('decided_on'),
  },
  (t) => [
    index('deletion_case').on(t.caseId),
    check('deletion_two_people', sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.askedBy}`),
  ],
);

/** What was deleted for good and must be deleted again after a restore. Append-only. */
export const tombstone = pgTable('tombstone', {
  id: id(),
  subject: text('subject', { enum: ['case', 'payee', 'upload'] }).notNull(),
  subjectId: uuid('subject_id').notNull(),
  /** `retention`, `withdrawn` or `twoPeople`, or the policy's id. */
  rule: text('rule').notNull(),
  onDay: day('on_day').notNull(),
});
