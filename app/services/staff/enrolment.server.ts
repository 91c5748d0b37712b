import { eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { county, unit } from '#db/schema/county';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { type Context, today } from '~/services/context.server';
import { countyKeyIntact } from '~/services/keys/county-key.server';
import { requireRecipient, requireSigningKey } from '~/services/keys/public-key.server';
import { perform } from '~/services/perform.server';
import { tokenHash } from '~/services/token.server';
import { hashLoginKey, loginKeyMatches } from './login-key.server';
import { lockMember, type MemberRow } from './member.server';
import { closeAllSessions } from './staff-session.server';
import { acceptedStep, isTotpSecret, sealTotp } from './totp.server';

/** Who is invited, for the page behind an enrolment link. */
export type Enrolment = {
  memberId: string;
  login: string;
  name: string;
  unit: { names: Localized };
  county: { names: Localized };
  /** Public salt of the installation, for the passphrase. */
  salt: Uint8Array;
  /**
   * The present county key, which goes into the wrapped keys; null before there is one, or when it was tampered with.
   */
  countyKey: string | null;
};

/** What the member's own browser made. Nothing of it opens anything by itself. */
export type EnrolmentKeys = {
  /** 32 bytes derived from the passphrase; stored as an argon2id hash. */
  loginKey: Uint8Array;
  recipient: string;
  /** Ed25519 public key, base64. */
  signingKey: string;
  wrappedKeys: Uint8Array;
};
export type EnrolmentAnswer = EnrolmentKeys & { totpSecret: string; totp: string };

export const WRAPPED_MOST = 64 * 1024;

/**
 * The invitation behind a link's token; Refusal `expired` when it is used, renewed or too old, without saying which.
 */
export async function enrolment(ctx: Context, token: string): Promise<Enrolment> {
  const row = await invited(ctx, ctx.db, token);
  const [at] = await ctx.db.select({ names: unit.names }).from(unit).where(eq(unit.id, row.unitId));
  const [info] = await ctx.db.select().from(county);
  if (!at || !info) throw new Refusal('notOpen');
  return {
    memberId: row.id,
    login: row.login,
    name: row.name,
    unit: at,
    county: { names: info.names },
    salt: info.salt,
    countyKey: (await countyKeyIntact(ctx)) ? info.directoryKey : null,
  };
}

/** Takes the keys that a browser made, once. Refusals: `expired`, `invalid` (field `totp` for a wrong code). */
export async function enrol(ctx: Context, token: string, answer: EnrolmentAnswer): Promise<string> {
  const { id: memberId } = await invited(ctx, ctx.db, token);
  const keys = await checkedKeys(ctx, memberId, answer);
  if (!isTotpSecret(answer.totpSecret)) throw new Refusal('invalid', { field: 'totp' });
  const step = acceptedStep(answer.totpSecret, answer.totp, ctx.now(), null);
  if (step === null) throw new Refusal('invalid', { field: 'totp' });
  await perform(ctx, { kind: 'public' }, 'member.enrol', `member:${memberId}`, async ({ tx }) => {
    await lockMember(tx, memberId);
    await invited(ctx, tx, token);
    await tx
      .update(member)
      .set({
        ...keys,
        status: 'enrolled',
        inviteHash: null,
        inviteExpiresOn: null,
        recipient: answer.recipient,
        signingKey: answer.signingKey,
        ...sealTotp(ctx, answer.totpSecret),
        totpStep: String(step),
        passphraseUsedOn: today(ctx),
      })
      .where(eq(member.id, memberId));
  });
  return memberId;
}

/**
 * Sets a new passphrase: the browser proves the old one by its login key and re-wraps the same keys. Ends every
 * session. Refusal `invalid` (field `passphrase`) when the old login key is wrong.
 */
export async function changePassphrase(
  ctx: Context,
  actor: Member,
  change: { oldLoginKey: Uint8Array; loginKey: Uint8Array; wrappedKeys: Uint8Array },
): Promise<void> {
  const keys = await checkedSecrets(ctx, actor.memberId, change);
  const subject = `member:${actor.memberId}` as const;
  await perform(ctx, actor, 'member.changePassphrase', subject, async ({ tx, within }) => {
    const row = await lockMember(tx, actor.memberId);
    within({ memberId: row.id });
    const old = { hash: row.loginKeyHash, loginKey: change.oldLoginKey };
    if (!(await loginKeyMatches(ctx, `member|${row.id}`, old))) {
      throw new Refusal('invalid', { field: 'passphrase' });
    }
    await tx.update(member).set(keys).where(eq(member.id, row.id));
    await closeAllSessions(tx, row.id);
  });
}

/** The member whom this link invites; Refusal `expired`. */
export async function invited(ctx: Context, db: Db | Tx, token: string): Promise<MemberRow> {
  const [row] = await db
    .select()
    .from(member)
    .where(eq(member.inviteHash, tokenHash('invite', token)));
  const open = row?.status === 'invited' && row.inviteExpiresOn !== null && row.inviteExpiresOn >= today(ctx);
  if (!row || !open) throw new Refusal('expired');
  return row;
}

async function checkedKeys(ctx: Context, memberId: string, answer: EnrolmentKeys) {
  requireRecipient(answer.recipient);
  requireSigningKey(answer.signingKey);
  return checkedSecrets(ctx, memberId, answer);
}

/** The columns of a passphrase; Refusal `invalid` when something has a wrong length. */
export async function checkedSecrets(
  ctx: Context,
  memberId: string,
  { loginKey, wrappedKeys }: Pick<EnrolmentKeys, 'loginKey' | 'wrappedKeys'>,
) {
  if (loginKey.length !== 32 || wrappedKeys.length === 0 || wrappedKeys.length > WRAPPED_MOST) {
    throw new Refusal('invalid');
  }
  return { loginKeyHash: await hashLoginKey(ctx, `member|${memberId}`, loginKey), wrappedKeys };
}
