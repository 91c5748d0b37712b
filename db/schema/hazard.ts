import { sql } from 'drizzle-orm';
import { bigint, boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { HAZARD_GRADES, HAZARD_STATES } from '../../app/domain/case/hazard-kinds';
import { bytes, day, id } from './column';
import { unit, unitKey } from './county';

/**
 * The rectification ledger of each unit. No column leads to a case or says where the hazard was learned of, and there is
 * no day beside the limit, because days of acts would be those of a case's acts.
 */
export const hazard = pgTable(
  'hazard',
  {
    id: id(),
    /** Its number in the ledger; the night that enters a day's hazards draws their order. */
    order: bigint('order', { mode: 'number' }).generatedAlwaysAsIdentity(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    unitKeyId: uuid('unit_key_id')
      .notNull()
      .references(() => unitKey.id),
    /** Which writing it is, from 1; it is in the label of what is sealed. */
    version: integer('version').notNull(),
    bytes: bytes('bytes').notNull(),
    grade: text('grade', { enum: HAZARD_GRADES }).notNull(),
    state: text('state', { enum: HAZARD_STATES }).notNull(),
    dueOn: day('due_on'),
    supervised: boolean('supervised').notNull().default(false),
    /** Who found it put right, until somebody else strikes it off. */
    reinspectedBy: uuid('reinspected_by'),
    /** Months in which it came into the ledger and was struck off, as YYYY-MM. */
    enteredIn: text('entered_in').notNull(),
    struckOffIn: text('struck_off_in'),
  },
  (t) => [
    index('hazard_ledger').on(t.unitId, t.order),
    index('hazard_state').on(t.unitId, t.state, t.order),
    index('hazard_grade').on(t.unitId, t.grade, t.order),
    index('hazard_due').on(t.unitId, t.dueOn).where(sql`state = 'open'`),
    index('hazard_key').on(t.unitKeyId),
    check('hazard_limit', sql`(${t.grade} = 'none') = (${t.dueOn} is null)`),
    check('hazard_struck_off', sql`(${t.state} = 'struckOff') = (${t.struckOffIn} is not null)`),
    check('hazard_reinspected', sql`(${t.state} = 'reinspected') = (${t.reinspectedBy} is not null)`),
  ],
);

/** Evidence of an entry, sealed to a key of its own that lies in the entry. */
export const hazardFile = pgTable(
  'hazard_file',
  {
    id: id(),
    hazardId: uuid('hazard_id')
      .notNull()
      .references(() => hazard.id),
    bytes: bytes('bytes').notNull(),
  },
  (t) => [index('hazard_file_of').on(t.hazardId)],
);
