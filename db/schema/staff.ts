import { index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bytes, day, id } from './column';
import { unit } from './county';

/** A member of staff. The server holds the keys wrapped only, and a hash of the derived login key. */
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
  /** Last accepted TOTP step, so that a code serves once. */
  totpStep: text('totp_step'),
  recipient: text('recipient'),
  signingKey: text('signing_key'),
  wrappedKeys: bytes('wrapped_keys'),
  createdOn: day('created_on').notNull(),
});

/** Every unit kind a person was ever in, so that nobody is or was in two of handlers, guardians, custodians. */
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
