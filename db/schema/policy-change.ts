import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { day, id } from './column';

/**
 * Versions of the county's rules that one person asks for and another one confirms; a confirmed one is entered among
 * the policies. A trigger keeps a decided change as it was decided.
 */
export const policyChange = pgTable(
  'policy_change',
  {
    id: id(),
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    /** The id that the version has once it is entered. */
    policyId: text('policy_id').notNull(),
    data: jsonb('data').notNull(),
    state: text('state', { enum: ['asked', 'confirmed', 'refused'] }).notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedOn: day('asked_on').notNull(),
    decidedBy: uuid('decided_by'),
    decidedOn: day('decided_on'),
  },
  (t) => [
    uniqueIndex('policy_change_one').on(t.policyId).where(sql`${t.state} = 'asked'`),
    index('policy_change_state').on(t.state, t.order),
    check(
      'policy_change_two_people',
      sql`${t.state} <> 'confirmed' or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.askedBy})`,
    ),
  ],
);
