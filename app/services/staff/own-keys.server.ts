import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { member, passkey } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import type { Localized } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { toBase64 } from '~/envelope/bytes';
import { type OwnKeysStatement, verifyOwnKeys } from '~/envelope/keys/own-keys';
import { type Context, today } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { checkedSecrets } from './enrolment.server';
import { loginKeyMatches } from './login-key.server';
import { hasPassphrase, lockMember, type MemberRow, mustRenewAuthenticator } from './member.server';
import {
  checkedNewPasskey,
  type NewPasskeyQuestion,
  newPasskeyQuestion,
  passkeysOf,
  relyingParty,
  servedHosts,
  storePasskey,
} from './passkey.server';
import { closeOtherSessions } from './staff-session.server';
import { acceptedStep, isTotpSecret, openTotp, sealTotp } from './totp.server';

/** Signed with the member's own key over what is done; a session alone changes nothing here. */
export type Proof = { challenge: string; signature: string };

export type OwnPasskey = {
  id: string;
  label: string;
  createdOn: string;
  usedOn: string | null;
  backedUp: boolean;
  /** The host name for which it was made: the one by which the member came, another one of the site, or a former one. */
  rpId: string;
  place: 'here' | 'served' | 'former';
};

export type OwnKeys = {
  /** What a new passphrase is stretched with, and the login for whose sheet it is printed. */
  salt: Uint8Array;
  county: { names: Localized };
  login: string;
  /** Signing in by passphrase and authenticator is set up. */
  passphrase: boolean;
  /** Day on which that was last shown to work. */
  passphraseUsedOn: string | null;
  /** The authenticator is from before a break-in: whoever broke in may have it too. */
  renewAuthenticator: boolean;
  /** Host name of the present address. */
  host: string;
  passkeys: OwnPasskey[];
};

/** What there is of the member's own account, whatever their roles. */
const lookAtOwn = <T>(ctx: Context, actor: Member, body: (db: Db) => Promise<T>): Promise<T> =>
  look(ctx, actor, 'member.readOwn', `member:${actor.memberId}`, ({ db }) => body(db));

async function ownRow(ctx: Context, actor: Member): Promise<MemberRow> {
  const [row] = await lookAtOwn(ctx, actor, (db) => db.select().from(member).where(eq(member.id, actor.memberId)));
  if (!row) throw new Refusal('notFound');
  return row;
}

/** The ways in which this member signs in. */
export async function ownKeys(ctx: Context, actor: Member): Promise<OwnKeys> {
  const row = await ownRow(ctx, actor);
  const { rows, info } = await lookAtOwn(ctx, actor, async (db) => ({
    rows: await passkeysOf(db, actor.memberId),
    info: await countyInfo(db),
  }));
  const { salt, names } = info;
  return {
    salt,
    county: { names },
    login: row.login,
    passphrase: hasPassphrase(row),
    passphraseUsedOn: row.passphraseUsedOn,
    renewAuthenticator: mustRenewAuthenticator(row),
    host: relyingParty(ctx),
    passkeys: rows.map(({ id, label, createdOn, usedOn, backedUp, rpId }) => ({
      ...{ id, label, createdOn, usedOn, backedUp, rpId },
      place: rpId === relyingParty(ctx) ? 'here' : servedHosts(ctx).includes(rpId) ? 'served' : 'former',
    })),
  };
}

/** The challenge to be signed for an act below. */
export const ownKeysChallenge = (ctx: Context, actor: Member): string =>
  ctx.passkeyChallenges.make(`keys:${actor.memberId}`);

/** Options for one more passkey; their challenge serves for the signature too. */
export async function addPasskeyQuestion(ctx: Context, actor: Member): Promise<NewPasskeyQuestion> {
  const row = await ownRow(ctx, actor);
  return newPasskeyQuestion(ctx, row, `keys:${row.id}`);
}

export type AddedPasskey = {
  response: RegistrationResponseJSON;
  label: string;
  wrappedKeys: Uint8Array;
  signature: string;
};

/** Adds a passkey. Refusals: `invalid`, `notAllowed` (not signed with unlocked keys), `alreadyDone`, `tooLate`. */
export async function addPasskey(ctx: Context, actor: Member, added: AddedPasskey): Promise<void> {
  const { memberId } = actor;
  const made = await checkedNewPasskey(ctx, added.response, `keys:${memberId}`);
  const subject = `member:${memberId}` as const;
  await perform(ctx, actor, 'member.addPasskey', subject, async ({ tx, today, within }) => {
    const row = await lockMember(tx, memberId);
    within({ memberId: row.id });
    const { label, wrappedKeys, signature } = added;
    const about = [made.id, label, toBase64(wrappedKeys)];
    requireSigned(row, { act: 'addPasskey', memberId, challenge: made.challenge, about }, signature);
    await storePasskey(ctx, tx, `keys:${memberId}`, { ...made, memberId, label, wrappedKeys, createdOn: today });
  });
}

/**
 * Removes a passkey and ends the member's other sessions, because the machine may be lost. Refusals: `notAllowed`,
 * `notFound`, `conflict` with rule `lastWayIn`.
 */
export async function removePasskey(
  ctx: Context,
  actor: Member,
  { id, proof, token }: { id: string; proof: Proof; token: string },
): Promise<void> {
  await onOwnKeys(ctx, actor, 'member.removePasskey', async (tx, row) => {
    await requireProof(ctx, tx, row, { act: 'removePasskey', about: [id] }, proof);
    const rows = await passkeysOf(tx, row.id);
    if (!rows.some((one) => one.id === id)) throw new Refusal('notFound');
    const left = rows.filter((one) => one.id !== id && servedHosts(ctx).includes(one.rpId));
    if (left.length === 0 && !hasPassphrase(row)) throw new Refusal('conflict', { data: { rule: 'lastWayIn' } });
    await tx.delete(passkey).where(eq(passkey.id, id));
    await closeOtherSessions(tx, row.id, token);
  });
}

/**
 * Sets up passphrase and authenticator for a member who had only passkeys. Refusals: `alreadyDone` (then it is changed
 * by the old one), `notAllowed`, `invalid` (field `totp` for a wrong code).
 */
export async function setPassphrase(
  ctx: Context,
  actor: Member,
  set: { loginKey: Uint8Array; wrappedKeys: Uint8Array; totpSecret: string; totp: string; proof: Proof },
): Promise<void> {
  const { totpSecret, totp, proof } = set;
  const keys = await checkedSecrets(ctx, actor.memberId, set);
  const step = firstStep(ctx, totpSecret, totp);
  await onOwnKeys(ctx, actor, 'member.changePassphrase', async (tx, row) => {
    if (hasPassphrase(row)) throw new Refusal('alreadyDone');
    const about = [toBase64(set.loginKey), toBase64(set.wrappedKeys), totpSecret];
    await requireProof(ctx, tx, row, { act: 'setPassphrase', about }, proof);
    await tx
      .update(member)
      .set({ ...keys, ...sealTotp(ctx, totpSecret), totpStep: step, passphraseUsedOn: today(ctx) })
      .where(eq(member.id, row.id));
  });
}

/**
 * Shows that passphrase and authenticator work, before a passkey is lost or the site moves. Refusals: `notFound` (none
 * set up), `invalid` (field `passphrase` or `totp`).
 */
export async function checkPassphrase(
  ctx: Context,
  actor: Member,
  { loginKey, totp }: { loginKey: Uint8Array; totp: string },
): Promise<void> {
  const known = await ownRow(ctx, actor);
  if (!hasPassphrase(known)) throw new Refusal('notFound');
  const right = await loginKeyMatches(ctx, `member|${known.id}`, { hash: known.loginKeyHash, loginKey });
  if (!right) throw new Refusal('invalid', { field: 'passphrase' });
  await onOwnKeys(ctx, actor, 'member.checkPassphrase', async (tx, row) => {
    const last = row.totpStep === null ? null : Number(row.totpStep);
    const secret = row.totpSealed === null ? null : openTotp(ctx, row.totpSealed);
    const step = secret === null ? null : acceptedStep(secret, totp, ctx.now(), last);
    if (step === null || row.loginKeyHash !== known.loginKeyHash) throw new Refusal('invalid', { field: 'totp' });
    await tx
      .update(member)
      .set({ totpStep: String(step), passphraseUsedOn: today(ctx) })
      .where(eq(member.id, row.id));
  });
}

/**
 * Sets up another authenticator; ends the member's other sessions. Refusals: `notFound`, `notAllowed`, `invalid`
 * (`totp`).
 */
export async function renewTotp(
  ctx: Context,
  actor: Member,
  { totpSecret, totp, proof, token }: { totpSecret: string; totp: string; proof: Proof; token: string },
): Promise<void> {
  const step = firstStep(ctx, totpSecret, totp);
  await onOwnKeys(ctx, actor, 'member.changePassphrase', async (tx, row, record) => {
    record({ what: 'authenticator' });
    if (!hasPassphrase(row)) throw new Refusal('notFound');
    await requireProof(ctx, tx, row, { act: 'renewTotp', about: [totpSecret] }, proof);
    await tx
      .update(member)
      .set({ ...sealTotp(ctx, totpSecret), totpStep: step })
      .where(eq(member.id, row.id));
    await closeOtherSessions(tx, row.id, token);
  });
}

type Change = (tx: Tx, row: MemberRow, record: (data: Record<string, string>) => void) => Promise<void>;

async function onOwnKeys(
  ctx: Context,
  actor: Member,
  act: 'member.changePassphrase' | 'member.checkPassphrase' | 'member.removePasskey',
  change: Change,
): Promise<void> {
  await perform(ctx, actor, act, `member:${actor.memberId}`, async ({ tx, within, record }) => {
    const row = await lockMember(tx, actor.memberId);
    within({ memberId: row.id });
    await change(tx, row, record);
  });
}

function firstStep(ctx: Context, secret: string, code: string): string {
  const step = isTotpSecret(secret) ? acceptedStep(secret, code, ctx.now(), null) : null;
  if (step === null) throw new Refusal('invalid', { field: 'totp' });
  return String(step);
}

/** Refusals: `notAllowed` (not signed with unlocked keys), `expired` (the challenge was used or is too old). */
export async function requireProof(
  ctx: Context,
  tx: Tx,
  row: MemberRow,
  done: Pick<OwnKeysStatement, 'act' | 'about'>,
  { challenge, signature }: Proof,
): Promise<void> {
  requireSigned(row, { ...done, memberId: row.id, challenge }, signature);
  if (!(await ctx.passkeyChallenges.use(tx, `keys:${row.id}`, challenge))) throw new Refusal('expired');
}

function requireSigned(row: MemberRow, statement: OwnKeysStatement, signature: string): void {
  const signed = row.signingKey !== null && verifyOwnKeys(statement, signature, row.signingKey);
  if (!signed) throw new Refusal('notAllowed', { data: { rule: 'keysLocked' } });
}
