import { fromBase64 } from '~/envelope/bytes';
import { passphraseKeys } from '~/envelope/keys/passphrase';
import { countyInfo } from '~/services/county/county.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { signIn } from '~/services/staff/sign-in.server';
import { totpCode } from '~/services/staff/totp.server';
import { playedContext } from './played-context';

export const { ctx, county } = await playedContext();

export const MINUTE = 60_000;

export async function answerOf(who: EnrolledMember, passphrase = who.passphrase) {
  const { salt } = await countyInfo(ctx.db);
  const { loginKey, wrapping } = await passphraseKeys(passphrase, who.login, salt, ctx.argon2id);
  const totp = totpCode(who.totpSecret, ctx.now());
  return { answer: { login: who.login, loginKey: fromBase64(loginKey), totp }, wrapping };
}

export async function signedIn(login: string) {
  ctx.advance(MINUTE);
  const { answer } = await answerOf(county.of(login));
  return signIn(ctx, answer, 'somewhere');
}
