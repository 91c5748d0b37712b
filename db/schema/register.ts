import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { EnteredPerson } from '../../app/domain/county/board-entry';
import { day, id } from './column';

/** Who regulates a site or an employer: by trade, or for special sectors only. No sectors: all of them. */
export type RegulatorRow = { unitId: string; duty: 'trade' | 'special'; sectors: string[] };

/** Employers of the county. A draft, as all rows here: reporters get what guardians signed of it. */
export const employer = pgTable(
  'employer',
  {
    id: id(),
    nameZh: text('name_zh').notNull(),
    /** Empty where it has none. */
    nameEn: text('name_en').notNull().default(''),
    creditCode: text('credit_code').notNull(),
    sector: text('sector').notNull(),
    areaCode: text('area_code').notNull(),
    regulators: jsonb('regulators').$type<RegulatorRow[]>().notNull(),
    /** Day it was taken off the register. */
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
    siteZh: text('site_zh').notNull(),
    siteEn: text('site_en').notNull().default(''),
    employerId: uuid('employer_id')
      .notNull()
      .references(() => employer.id),
    areaCode: text('area_code').notNull(),
    regulators: jsonb('regulators').$type<RegulatorRow[]>().notNull(),
    persons: jsonb('persons').$type<EnteredPerson[]>().notNull(),
    risks: jsonb('risks').$type<{ zh: string; en: string }[]>().notNull(),
    hotline: text('hotline').notNull(),
    /** Day it was taken down. */
    closedOn: day('closed_on'),
  },
  (t) => [index('signboard_employer').on(t.employerId)],
);
