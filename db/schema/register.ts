import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { EnteredPerson } from '../../app/domain/county/board-entry';
import type { BoardKind, BoardPoint } from '../../app/domain/county/board-kind';
import type { Localized } from '../../app/domain/localized';
import { day, id, localized } from './column';

/** Who regulates a site or an employer: for its trade, or only for special sectors. Without sectors, all of them. */
export type RegulatorRow = { unitId: string; duty: 'trade' | 'special'; sectors: string[] };

/** Employers of the county. Like all rows here they are a draft: reporters get what guardians signed of it. */
export const employer = pgTable(
  'employer',
  {
    id: id(),
    names: localized('names').notNull(),
    creditCode: text('credit_code').notNull(),
    sector: text('sector').notNull(),
    areaCode: text('area_code').notNull(),
    regulators: jsonb('regulators').$type<RegulatorRow[]>().notNull(),
    /** Day on which it was taken off the register. */
    closedOn: day('closed_on'),
  },
  (t) => [
    uniqueIndex('employer_open_code').on(t.creditCode).where(sql`closed_on is null`),
    index('employer_code').on(t.creditCode, t.id),
  ],
);

/** The board at a site's gate; `code` is in its QR code. */
export const signboard = pgTable(
  'signboard',
  {
    code: text('code').primaryKey(),
    kind: text('kind').$type<BoardKind>().notNull().default('responsibility'),
    site: localized('site').notNull(),
    employerId: uuid('employer_id')
      .notNull()
      .references(() => employer.id),
    areaCode: text('area_code').notNull(),
    regulators: jsonb('regulators').$type<RegulatorRow[]>().notNull(),
    persons: jsonb('persons').$type<EnteredPerson[]>().notNull(),
    risks: jsonb('risks').$type<Localized[]>().notNull(),
    /** What the board of a major risk or hazard says of its point. */
    point: jsonb('point').$type<BoardPoint>(),
    hotline: text('hotline').notNull(),
    /** Day on which it was taken down. */
    closedOn: day('closed_on'),
  },
  (t) => [index('signboard_employer').on(t.employerId)],
);
