import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import { type MemberKeys, NOTHING_MARKED, newMemberKeys, wrapMemberKeys } from '~/envelope/keys/member-keys';
import { type OwnKeysAct, signOwnKeys } from '~/envelope/keys/own-keys';
import { passkeyIdentity } from '~/envelope/keys/passkey';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { countyInfo } from '~/services/county/county.server';
import { inviteMember } from '~/services/staff/member.server';
import { ownKeysChallenge, setPassphrase } from '~/services/staff/own-keys.server';
import { passkeyQuestion } from '~/services/staff/passkey.server';
import { enrolByPasskey, enrolmentQuestion } from '~/services/staff/passkey-enrolment.server';
import { signInByPasskey } from '~/services/staff/passkey-sign-in.server';
import { newTotpSecret, totpCode } from '~/services/staff/totp.server';
import { softPasskey } from '../authenticator';
import { playedContext } from '../played-context';

export const { ctx, county } = await playedContext();

export const MINUTE = 60_000;

export const INVALID = { code: 'invalid' };

export type Own = { memberId: string; login: string; keys: MemberKeys; actor: ReturnType<typeof county.actor> };

export type Soft = ReturnType<typeof softPasskey>;

let made = 0;

/** Somebody who has one passkey and nothing else. */
export async function enrolled(): Promise<Own & { soft: Soft; prf: Uint8Array }> {
  const login = `passkey.${++made}`;
  const unitId = county.unitIds.fire;
  const draft = { login, name: '丁同志', roles: ['handler' as const], unitId };
  const { memberId, token } = await inviteMember(ctx, county.actor('admin'), draft);
  const [soft, prf, keys] = [softPasskey(), randomBytes(32), await newMemberKeys()];
  const { options } = await enrolmentQuestion(ctx, token);
  await enrolByPasskey(ctx, token, {
    response: soft.make(options),
    label: '办公室电脑',
    recipient: keys.age.recipient,
    signingKey: keys.signing.publicKey,
    wrappedKeys: await wrapMemberKeys(keys, NOTHING_MARKED, memberId, (await passkeyIdentity(prf, memberId)).recipient),
  });
  return { memberId, login, keys, soft, prf, actor: { kind: 'member', memberId, unitId, roles: ['handler'] } };
}

export const asked = async (soft: Soft, wrong: Parameters<Soft['ask']>[1] = {}, login = '') =>
  soft.ask((await passkeyQuestion(ctx, login)).options, wrong);

export const signedIn = async (soft: Soft) => signInByPasskey(ctx, await asked(soft));

export function proof(own: Own, act: OwnKeysAct, about: string[], challenge = ownKeysChallenge(ctx, own.actor)) {
  return {
    challenge,
    signature: signOwnKeys({ act, memberId: own.memberId, challenge, about }, own.keys.signing.seed),
  };
}

export async function withPassphrase(own: Own) {
  const { salt } = await countyInfo(ctx.db);
  const { loginKey } = await passphraseKeys('six words of a test only', own.login, salt, ctx.argon2id);
  const wrappedKeys = randomBytes(300);
  const totpSecret = newTotpSecret();
  const about = [loginKey, toBase64(wrappedKeys), totpSecret];
  const set = { loginKey: fromBase64(loginKey), wrappedKeys, totpSecret, totp: totpCode(totpSecret, ctx.now()) };
  await setPassphrase(ctx, own.actor, { ...set, proof: proof(own, 'setPassphrase', about) });
  return set;
}
