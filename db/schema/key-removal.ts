import { sql } from 'drizzle-orm';
import { check, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { day, id } from './column';
import { member } from './staff';

/** Requested by one person and confirmed by another, where a unit would be left with fewer readers than it needs. */
export const keyRemoval = pgTable(
  'key_removal',
  {
    id: id(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => member.id),
    /** What was requested: to end their access, give them other roles, or take back their unit's keys. */
    kind: text('kind', { enum: ['disable', 'roles', 'revoke'] }).notNull(),
    /** The roles they are to have; empty for the other kinds. */
    roles: text('roles').array().notNull(),
    state: text('state', { enum: ['asked', 'confirmed', 'refused', 'lapsed'] }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedOn: day('asked_on').notNull(),
    decidedBy: uuid('decided_by'),
    decidedOn: day('decided_on'),
  },
  (t) => [
    uniqueIndex('key_removal_one').on(t.memberId).where(sql`${t.state} = 'asked'`),
    check('key_removal_not_own', sql`${t.askedBy} <> ${t.memberId}`),
    check(
      'key_removal_two_people',
      sql`${t.state} <> 'confirmed' or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.askedBy} and ${t.decidedBy} <> ${t.memberId})`,
    ),
  ],
);
