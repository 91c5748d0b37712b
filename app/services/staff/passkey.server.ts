import { createHash } from 'node:crypto';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { member, passkey } from '#db/schema/staff';
import { textIn } from '~/domain/localized';
import { Refusal } from '~/domain/refusal';
import { plainLogin } from '~/domain/typed/text';
import { DEFAULT_LANG } from '~/domain/vocabulary';
import { fromBase64, toBase64, utf8 } from '~/envelope/bytes';
import { prfInput } from '~/envelope/keys/passkey';
import type { Context } from '~/services/context.server';
import { countyInfo } from '~/services/county/county.server';
import type { ChallengePurpose } from './passkey-challenge.server';

export type PasskeyRow = typeof passkey.$inferSelect;
/** `prfSalt` (base64) goes into the PRF extension beside WebAuthn's own options. */
export type NewPasskeyQuestion = { options: PublicKeyCredentialCreationOptionsJSON; prfSalt: string };
export type PasskeyQuestion = { options: PublicKeyCredentialRequestOptionsJSON; prfSalt: string };

const MINUTES_5 = 5 * 60_000;
/** EdDSA, ECDSA with P-256, RSA: the algorithms that authenticators have. */
const ALGORITHMS = [-8, -7, -257];
const MOST = 10;

/**
 * The relying party's id: the site's host name, without its port (WebAuthn Level 3, section 4). A passkey works only at
 * the one for which it was made; those of an earlier address stay in their rows, in case the county goes back to it.
 */
export const relyingParty = (ctx: Pick<Context, 'origin'>) => hostOf(ctx.origin);

export const hostOf = (origin: string): string => new URL(origin).hostname;

/**
 * The host names of all addresses at which the site is served. A passkey made for one of them may be used at any other
 * (related origins: WebAuthn Level 3, section 5.11), in browsers that know this, and only there.
 */
export const servedHosts = (ctx: Pick<Context, 'origins'>): string[] => ctx.origins.map(hostOf);

/**
 * The options to make a passkey that verifies its person (user verification) and can be found without a login
 * (resident).
 */
export async function newPasskeyQuestion(
  ctx: Context,
  who: { id: string; login: string; name: string },
  purpose: ChallengePurpose,
): Promise<NewPasskeyQuestion> {
  const { salt, names } = await countyInfo(ctx.db);
  const known = await passkeysOf(ctx.db, who.id);
  const options = await generateRegistrationOptions({
    rpName: `安哨 ${textIn(names, DEFAULT_LANG)}`,
    rpID: relyingParty(ctx),
    userID: new Uint8Array(utf8(who.id)),
    userName: who.login,
    userDisplayName: who.name,
    challenge: new Uint8Array(fromBase64(ctx.passkeyChallenges.make(purpose))),
    timeout: MINUTES_5,
    attestationType: 'none',
    excludeCredentials: known.filter(({ rpId }) => rpId === relyingParty(ctx)).map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return { options, prfSalt: toBase64(prfInput(salt)) };
}

/**
 * The options to use a passkey. Without a login any passkey of this site will do; with one, those of that person. An
 * unknown login, or one without passkeys, gets made-up ids, the same each time, so that the answer does not tell
 * (WebAuthn Level 3, section 14.6.2). `madeFor`: another host name of this site, whose passkeys are asked for.
 */
export async function passkeyQuestion(ctx: Context, login: string, madeFor = ''): Promise<PasskeyQuestion> {
  const { salt } = await countyInfo(ctx.db);
  const name = plainLogin(login);
  const rpID = servedHosts(ctx).find((host) => host === madeFor) ?? relyingParty(ctx);
  const ids = name === '' ? [] : await idsFor(ctx, name, rpID);
  const options = await generateAuthenticationOptions({
    rpID,
    challenge: new Uint8Array(fromBase64(ctx.passkeyChallenges.make('signIn'))),
    timeout: MINUTES_5,
    userVerification: 'required',
    ...(ids.length > 0 ? { allowCredentials: ids.map((id) => ({ id })) } : {}),
  });
  return { options, prfSalt: toBase64(prfInput(salt)) };
}

async function idsFor(ctx: Context, login: string, rpId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: passkey.id, status: member.status, rpId: passkey.rpId })
    .from(passkey)
    .innerJoin(member, eq(member.id, passkey.memberId))
    .where(eq(member.login, login))
    .orderBy(asc(passkey.id));
  const madeUp = createHash('sha512').update(ctx.secret.tag('passkey-decoy', login)).digest();
  const real = rows.filter((row) => row.status === 'enrolled' && row.rpId === rpId).map((row) => row.id);
  // The lengths are those of common authenticators.
  const length = [16, 20, 32, 32, 32, 48, 64][(madeUp[63] ?? 0) % 7];
  return real.length > 0 ? real : [madeUp.subarray(0, length).toString('base64url')];
}

/** A member's passkeys, oldest first. */
export const passkeysOf = (db: Db | Tx, memberId: string): Promise<PasskeyRow[]> =>
  db.select().from(passkey).where(eq(passkey.memberId, memberId)).orderBy(asc(passkey.createdOn), asc(passkey.id));

type NewPasskey = StoredPasskey & { challenge: string };

export type StoredPasskey = Pick<PasskeyRow, 'id' | 'rpId' | 'publicKey' | 'counter' | 'transports' | 'backedUp'>;

/**
 * Checks what an authenticator made: challenge of this purpose (which `storePasskey` then uses up), origin, relying party,
 * and that the person was verified. Refusal `invalid`, without saying which of them was wrong.
 */
export async function checkedNewPasskey(
  ctx: Context,
  response: RegistrationResponseJSON,
  purpose: ChallengePurpose,
): Promise<NewPasskey> {
  const seen = challengeOf(ctx, purpose);
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: seen.isLive,
    expectedOrigin: ctx.origin,
    expectedRPID: relyingParty(ctx),
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  if (!result?.verified) throw new Refusal('invalid');
  const { credential, credentialBackedUp } = result.registrationInfo;
  return {
    id: credential.id,
    rpId: relyingParty(ctx),
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
    backedUp: credentialBackedUp,
    challenge: seen.challenge,
  };
}

/**
 * Checks an authenticator's answer against a stored passkey, which the caller has locked; a counter that does not grow
 * is refused (a copied authenticator). Refusal `invalid`, without saying what was wrong.
 */
export async function checkedPasskey(
  ctx: Context,
  tx: Tx,
  response: AuthenticationResponseJSON,
  stored: StoredPasskey,
) {
  const seen = challengeOf(ctx, 'signIn');
  const { id, rpId, publicKey, counter } = stored;
  if (!servedHosts(ctx).includes(rpId)) throw new Refusal('invalid');
  const result = await verifyAuthenticationResponse({
    response,
    expectedChallenge: seen.isLive,
    expectedOrigin: ctx.origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id, publicKey: new Uint8Array(publicKey), counter },
  }).catch(() => null);
  if (!result?.verified || !(await seen.use(tx))) throw new Refusal('invalid');
  return { counter: result.authenticationInfo.newCounter, backedUp: result.authenticationInfo.credentialBackedUp };
}

/** The library tells which challenge was signed, and only that one is then used up. */
function challengeOf(ctx: Context, purpose: ChallengePurpose) {
  let challenge = '';
  return {
    isLive(signed: string): boolean {
      challenge = signed;
      return ctx.passkeyChallenges.isLive(purpose, signed);
    },
    use: (tx: Tx) => ctx.passkeyChallenges.use(tx, purpose, challenge),
    get challenge() {
      return challenge;
    },
  };
}

const WRAPPED_MOST = 64 * 1024;

/**
 * Stores a checked passkey with the member's keys wrapped to it, and uses up its challenge. Refusals: `invalid` (also with
 * field `label`), `alreadyDone` (stored before), `tooLate` (ten are enough).
 */
export async function storePasskey(
  ctx: Context,
  tx: Tx,
  purpose: ChallengePurpose,
  row: NewPasskey & { memberId: string; label: string; wrappedKeys: Uint8Array; createdOn: string },
): Promise<void> {
  if (!(await ctx.passkeyChallenges.use(tx, purpose, row.challenge))) throw new Refusal('invalid');
  const { id, rpId, memberId, publicKey, counter, transports, backedUp, wrappedKeys, createdOn } = row;
  const label = row.label.trim();
  if (label === '' || label.length > 40) throw new Refusal('invalid', { field: 'label' });
  if (wrappedKeys.length === 0 || wrappedKeys.length > WRAPPED_MOST) throw new Refusal('invalid');
  if ((await passkeysOf(tx, memberId)).length >= MOST) throw new Refusal('tooLate', { data: { rule: 'maxPasskeys' } });
  const prfSalt = prfInput((await countyInfo(tx)).salt);
  const stored = await tx
    .insert(passkey)
    .values({ id, rpId, memberId, label, publicKey, counter, transports, backedUp, prfSalt, wrappedKeys, createdOn })
    .onConflictDoNothing()
    .returning({ id: passkey.id });
  if (stored.length === 0) throw new Refusal('alreadyDone');
}
