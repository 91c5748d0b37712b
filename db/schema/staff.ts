import { bigint, boolean, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytes, day, id } from './column';
import { unit } from './county';

/** A member of staff. The server has the keys only wrapped, and a hash of the derived login key. */
export const member = pgTable('member', {
  id: id(),
  login: text('login').notNull().unique(),
  name: text('name').notNull(),
  roles: text('roles').array().notNull(),
  unitId: uuid('unit_id')
    .notNull()
    .references(() => unit.id),
  /** invited → enrolled (made own keys) → disabled */
  status: text('status', { enum: ['invited', 'enrolled', 'disabled'] }).notNull(),
  inviteHash: text('invite_hash'),
  inviteExpiresOn: day('invite_expires_on'),
  /** argon2id of the login key that the browser derives from the passphrase. */
  loginKeyHash: text('login_key_hash'),
  /** TOTP secret under the server's own secret. */
  totpSealed: text('totp_sealed'),
  /** Day on which that secret was made; null after a break-in made it worthless, until it is renewed. */
  totpMadeOn: day('totp_made_on'),
  /** Last accepted TOTP step, so that a code serves once. */
  totpStep: text('totp_step'),
  /** Day on which the member last showed that passphrase and authenticator work. */
  passphraseUsedOn: day('passphrase_used_on'),
  recipient: text('recipient'),
  signingKey: text('signing_key'),
  wrappedKeys: bytes('wrapped_keys'),
  /**
   * What the member's browsers have seen (county key, directory version, log head), signed by the member; JSON text.
   */
  memory: text('memory'),
  createdOn: day('created_on').notNull(),
});

/** A passkey of a member: it signs in, and its PRF unwraps the member's keys. */
export const passkey = pgTable(
  'passkey',
  {
    /** Credential id, base64url. */
    id: text('id').primaryKey(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => member.id),
    /** The member's own name for it, for example the machine it is on. */
    label: text('label').notNull(),
    /** Relying party id (host name) for which it was made; it signs in only there. */
    rpId: text('rp_id').notNull(),
    publicKey: bytes('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    backedUp: boolean('backed_up').notNull(),
    /** Input of the PRF evaluation; public. */
    prfSalt: bytes('prf_salt').notNull(),
    /** The member's seeds, sealed to the identity that comes from the PRF's output. */
    wrappedKeys: bytes('wrapped_keys').notNull(),
    createdOn: day('created_on').notNull(),
    usedOn: day('used_on'),
  },
  (t) => [index('passkey_member').on(t.memberId)],
);

/**
 * Every kind of unit that a person was ever in, so that nobody is or was in two of handlers, guardians and custodians.
 */
export const memberPost = pgTable(
  'member_post',
  {
    id: id(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => member.id),
    unitId: uuid('unit_id').notNull(),
    roles: text('roles').array().notNull(),
    fromDay: day('from_day').notNull(),
    toDay: day('to_day'),
  },
  (t) => [index('member_post_member').on(t.memberId)],
);

export const staffSession = pgTable(
  'staff_session',
  {
    /** SHA-256 of the cookie's token. */
    hash: text('hash').primaryKey(),
    memberId: uuid('member_id')
      .notNull()
      .references(() => member.id, { onDelete: 'cascade' }),
    expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  },
  (t) => [index('staff_session_member').on(t.memberId)],
);

/**
 * Marks of forms that did what they were for, so that a form that comes again is done once. The mark is random and
 * names nobody.
 */
export const postedOnce = pgTable('posted_once', { mark: uuid('mark').primaryKey(), onDay: day('on_day').notNull() });
