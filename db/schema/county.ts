import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { UnitContacts, UnitEntry } from '../../app/domain/county/unit-tree';
import { UNIT_KINDS } from '../../app/domain/staff/unit-kinds';
import { bytes, day, id, localized } from './column';
import type { WaitingStamp } from './stamp';

/** The one county this installation serves. */
export const county = pgTable(
  'county',
  {
    only: boolean('only').primaryKey().default(true),
    names: localized('names').notNull(),
    hotline: text('hotline').notNull(),
    /** Public salt of this installation for receipt codes and passphrases. */
    salt: bytes('salt').notNull(),
    /** Ed25519 public key of the county directory; null until a guardian has made it. */
    directoryKey: text('directory_key'),
    /**
     * HMAC of that key under the server's own secret, which is not in the database, so that a change of the row is
     * noticed.
     */
    directoryKeyTag: text('directory_key_tag'),
    demo: boolean('demo').notNull().default(false),
    /** Day on which reporting opened; from then on a lost holder closes nothing while intake can read. */
    openedOn: day('opened_on'),
  },
  (t) => [check('county_only', sql`${t.only}`)],
);

/** The address that this site has had since a given day: passkeys work only at its host name. */
export const siteAddress = pgTable(
  'site_address',
  {
    only: boolean('only').primaryKey().default(true),
    /** `https://…` without a trailing slash. */
    origin: text('origin').notNull(),
    fromDay: day('from_day').notNull(),
  },
  (t) => [check('site_address_only', sql`${t.only}`)],
);

/** Set-up link, used once; only its hash is stored. */
export const setupLink = pgTable('setup_link', {
  hash: text('hash').primaryKey(),
  expiresOn: day('expires_on').notNull(),
  usedOn: day('used_on'),
});

/** County → town or street → village. */
export const area = pgTable('area', {
  code: text('code').primaryKey(),
  parentCode: text('parent_code'),
  level: text('level', { enum: ['county', 'town', 'village'] }).notNull(),
  names: localized('names').notNull(),
  /** Day on which it was closed; it stays, because cases name it. */
  closedOn: day('closed_on'),
});

/** A department, town, or one of the offices around them. */
export const unit = pgTable('unit', {
  id: id(),
  code: text('code').notNull().unique(),
  kind: text('kind', { enum: UNIT_KINDS }).notNull(),
  names: localized('names').notNull(),
  areaCode: text('area_code'),
  /** The next level up, which takes concealed accidents and reviews. */
  parentUnitId: uuid('parent_unit_id'),
  /** Units that took this one over when it was merged or closed. */
  successorIds: uuid('successor_ids').array().notNull().default([]),
  /** Day on which the unit was merged or closed; it stays in the tree, because reports may be about it. */
  closedOn: day('closed_on'),
  dutyPhone: text('duty_phone'),
  dutyMail: text('duty_mail'),
  /** How people reach the unit, as guardians signed it; null where nothing is said. */
  contacts: jsonb('contacts').$type<UnitContacts>(),
});

/**
 * What administrators drafted about a unit: the entry that the next signed list shall have, from a day on. The unit's
 * own row changes only when that list comes into force, since a row that differs from the list counts for nothing.
 */
export const unitDraft = pgTable('unit_draft', {
  unitId: uuid('unit_id').primaryKey(),
  entry: jsonb('entry').$type<UnitEntry>().notNull(),
  /** The area of a unit that is added. */
  areaCode: text('area_code'),
  /** The first day on which guardians are offered it. */
  fromDay: day('from_day').notNull(),
  draftedOn: day('drafted_on').notNull(),
  /** The unit whose merger this change belongs to, with which it is taken back. */
  withUnitId: uuid('with_unit_id'),
});

/** One age key pair of a unit; each rotation begins a new epoch. */
export const unitKey = pgTable(
  'unit_key',
  {
    id: id(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    epoch: integer('epoch').notNull(),
    recipient: text('recipient').notNull(),
    madeOn: day('made_on').notNull(),
    /** Day on which the unit's own members printed the 2-of-3 recovery shares. */
    sharesPrintedOn: day('shares_printed_on'),
    /** Who keeps the printed shares 1 to 3: a member's id, or `safe` for the unit's own. */
    shareHolders: text('share_holders').array(),
    /** Day on which all wraps of a retired key had been made anew for its successor. */
    rewrappedOn: day('rewrapped_on'),
    retiredOn: day('retired_on'),
    /** Members from whom the key was taken back: it must be rotated, and the next key is not for them. */
    takenBackFrom: uuid('taken_back_from').array().notNull().default([]),
  },
  (t) => [index('unit_key_unit').on(t.unitId), uniqueIndex('unit_key_epoch').on(t.unitId, t.epoch)],
);

/** The unit's seed, wrapped to one member. */
export const unitKeyGrant = pgTable(
  'unit_key_grant',
  {
    unitKeyId: uuid('unit_key_id')
      .notNull()
      .references(() => unitKey.id),
    memberId: uuid('member_id').notNull(),
    wrapped: bytes('wrapped').notNull(),
    grantedBy: uuid('granted_by').notNull(),
    grantedOn: day('granted_on').notNull(),
    /** The member's own signature that their browser opened this key; holding the key is judged by this. */
    held: text('held'),
  },
  (t) => [primaryKey({ columns: [t.unitKeyId, t.memberId] })],
);

/** Signed list of certified members and units; the newest version is in force. The text is stored as signed. */
export const directoryVersion = pgTable('directory_version', {
  version: integer('version').primaryKey(),
  statement: text('statement').notNull(),
  signature: text('signature').notNull(),
  /** Two guardians' own signatures over the same text: [{ memberId, signature }]. */
  attestations: jsonb('attestations').$type<{ memberId: string; signature: string }[]>().notNull().default([]),
  madeBy: uuid('made_by').notNull(),
  madeOn: day('made_on').notNull(),
});

/** Each guardian's newest statement that a list is the newest one they know of; whoever reads it checks it. */
export const freshnessStamp = pgTable('freshness_stamp', {
  memberId: uuid('member_id').primaryKey(),
  directoryHash: text('directory_hash').notNull(),
  directoryVersion: integer('directory_version').notNull(),
  routingHash: text('routing_hash').notNull(),
  routingVersion: integer('routing_version').notNull(),
  transferTag: text('transfer_tag').notNull(),
  onDay: day('on_day').notNull(),
  signature: text('signature').notNull(),
});

/** A next version that one guardian has signed and a second has not yet confirmed; at most one waits. */
export const directoryProposal = pgTable('directory_proposal', {
  version: integer('version').primaryKey(),
  statement: text('statement').notNull(),
  signature: text('signature').notNull(),
  attestation: text('attestation').notNull(),
  /**
   * The proposer's signature for the routing in force, so that the next list's guardians vouch for it; null where there
   * is none.
   */
  routingAttestation: text('routing_attestation'),
  /** The proposer's stamp of freshness over it and the routing in force; null where none was given. */
  stamp: jsonb('stamp').$type<WaitingStamp>(),
  proposedBy: uuid('proposed_by').notNull(),
  proposedOn: day('proposed_on').notNull(),
});

/** The seed that signs the directory, sealed to the guardians' unit key. */
export const directorySeed = pgTable('directory_seed', {
  unitKeyId: uuid('unit_key_id').primaryKey(),
  wrapped: bytes('wrapped').notNull(),
});

/**
 * Who regulates, who does most of it, who is nearest, and who verifies deaths and concealment; `*` = any. It is a
 * draft: browsers route by what guardians signed of it.
 */
export const routingRule = pgTable('routing_rule', {
  id: text('id').primaryKey(),
  sector: text('sector').notNull(),
  area: text('area').notNull(),
  matter: text('matter').notNull(),
  duty: text('duty', { enum: ['regulates', 'does', 'nearest', 'accidents'] }).notNull(),
  unitId: uuid('unit_id')
    .notNull()
    .references(() => unit.id),
});
