import { sql } from 'drizzle-orm';
import { boolean, check, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Localized } from '~/domain/localized';
import { day } from './column';
import type { WaitingStamp } from './stamp';

/**
 * Signed routing statements: duties, who takes reports, the towns' registers by hash. The newest version is in force. A
 * next signed list brings the same version again, vouched for by guardians of that list.
 */
export const routingVersion = pgTable(
  'routing_version',
  {
    version: integer('version').notNull(),
    /** Version of the signed list whose guardians vouch. */
    listVersion: integer('list_version').notNull(),
    statement: text('statement').notNull(),
    signature: text('signature').notNull(),
    /** Two guardians' own signatures over the same text: [{ memberId, signature }]. */
    attestations: jsonb('attestations').$type<{ memberId: string; signature: string }[]>().notNull(),
    madeBy: uuid('made_by').notNull(),
    madeOn: day('made_on').notNull(),
  },
  (t) => [primaryKey({ columns: [t.version, t.listVersion] })],
);

/** A next routing that one guardian has signed and a second has not yet confirmed; at most one waits. */
export const routingProposal = pgTable('routing_proposal', {
  version: integer('version').primaryKey(),
  statement: text('statement').notNull(),
  signature: text('signature').notNull(),
  attestation: text('attestation').notNull(),
  /** The proposer's stamp of freshness over it and the list in force; null where none was given. */
  stamp: jsonb('stamp').$type<WaitingStamp>(),
  proposedBy: uuid('proposed_by').notNull(),
  proposedOn: day('proposed_on').notNull(),
});

/** The text of a town's register by its SHA-256 (hex), which the signed routing names. */
export const townRegister = pgTable('town_register', {
  hash: text('hash').primaryKey(),
  text: text('text').notNull(),
});

/** What a board says beside who regulates, by the SHA-256 (hex) that its entry in the signed register names. */
export const boardFace = pgTable('board_face', {
  hash: text('hash').primaryKey(),
  text: text('text').notNull(),
});

/**
 * The terms of the next routing as administrators set them. Until they do, the first unit of each kind and the usual
 * term apply.
 */
export const routingTerms = pgTable(
  'routing_terms',
  {
    only: boolean('only').primaryKey().default(true),
    stampDays: integer('stamp_days').notNull(),
    intakeUnitId: uuid('intake_unit_id').notNull(),
    upperUnitId: uuid('upper_unit_id').notNull(),
  },
  (t) => [check('routing_terms_only', sql`${t.only}`)],
);

/** From which day the draft shall hold; no row where guardians may sign it at once. */
export const routingDay = pgTable(
  'routing_day',
  { only: boolean('only').primaryKey().default(true), fromDay: day('from_day').notNull() },
  (t) => [check('routing_day_only', sql`${t.only}`)],
);

/**
 * What the county says of trades besides the program's list, as drafted: added ones, other words, and those that are no
 * longer offered. Browsers and pages use what was signed. No row is ever removed, since reports keep their trade.
 */
export const sectorDraft = pgTable('sector_draft', {
  code: text('code').primaryKey(),
  names: jsonb('names').$type<Localized>().notNull(),
  closed: boolean('closed').notNull().default(false),
});
