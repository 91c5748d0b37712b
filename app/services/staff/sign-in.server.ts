import { eq } from 'drizzle-orm';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { networkOf } from '~/domain/network';
import { isRefusal, Refusal } from '~/domain/refusal';
import { plainNumber } from '~/domain/typed/number';
import { plainLogin } from '~/domain/typed/text';
import { toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { knownDevice } from './known-device.server';
import { loginKeyMatches } from './login-key.server';
import { lockMember } from './member.server';
import { signInThrottle } from './sign-in-throttle.server';
import { closeSession, openSession } from './staff-session.server';
import { acceptedStep, minutesSlow, openTotp } from './totp.server';

/** `device`: the browser's mark of an earlier sign-in; `shared`: others use this computer too. */
export type SignInAnswer = {
  login: string;
  loginKey: Uint8Array;
  totp: string;
  device?: string | null;
  shared?: boolean;
};
const FREE_PASS = { seconds: 0, wrong: () => undefined, right: () => undefined };

/** `wrappedKeys` is for the member's browser, which alone can open it. */
export type SignInResult = { token: string; memberId: string; wrappedKeys: string };

/**
 * Signs a member in. `from` is anything that tells clients apart (an address), hashed in memory and never stored. It is
 * null where clients cannot be told apart, because a wait that anybody can cause would lock the officer out. For the
 * same reason wrong tries count by browser, not by address, where this login has signed in from the browser before.
 * Unknown login, wrong key, used or wrong code all give the same Refusal `invalid` after the same work; with the right
 * key and a code of up to half an hour ago it has data.minutesSlow. Refusal `busy` with data.seconds after too many
 * wrong tries of this login from this client.
 */
export async function signIn(ctx: Context, answer: SignInAnswer, from: string | null): Promise<SignInResult> {
  const login = plainLogin(answer.login);
  const device = knownDevice(ctx, login, answer.device ?? null);
  const who = device === null ? `sign-in|${login}|${from}` : `device|${device}`;
  const throttle = from === null ? FREE_PASS : signInThrottle(ctx, who);
  if (throttle.seconds > 0) throw new Refusal('busy', { data: { seconds: throttle.seconds } });
  if (login.length > 40 || answer.loginKey.length !== 32) throw new Refusal('invalid');
  const [row] = await ctx.db.select().from(member).where(eq(member.login, login));
  const usable = row?.status === 'enrolled' ? row : null;
  const of = device === null ? `network|${networkOf(from ?? '')}` : `device|${device}`;
  const keyed = await loginKeyMatches(ctx, of, { hash: usable?.loginKeyHash ?? null, loginKey: answer.loginKey });
  if (!usable || !keyed) {
    throttle.wrong();
    throw new Refusal('invalid');
  }
  // Only somebody who knows the passphrase gets here, so nobody outside can force this wait on an officer.
  const codes = signInThrottle(ctx, `code|${usable.id}`);
  if (codes.seconds > 0) throw new Refusal('busy', { data: { seconds: codes.seconds } });
  const result = await withCode(ctx, usable.id, answer).catch((error: unknown) => {
    if (isRefusal(error) && error.code === 'invalid') {
      throttle.wrong();
      codes.wrong();
    }
    throw error;
  });
  throttle.right();
  codes.right();
  return result;
}

/** Uses the code up under the member's lock, so that two requests cannot both use it. */
function withCode(ctx: Context, memberId: string, answer: SignInAnswer): Promise<SignInResult> {
  const code = plainNumber(answer.totp);
  const subject = `member:${memberId}` as const;
  return perform(ctx, { kind: 'public' }, 'member.signIn', subject, async ({ tx, today: day }) => {
    const row = await lockMember(tx, memberId);
    const secret = row.totpSealed === null ? null : openTotp(ctx, row.totpSealed);
    const last = row.totpStep === null ? null : Number(row.totpStep);
    const step = secret === null ? null : acceptedStep(secret, code, ctx.now(), last);
    if (step === null || row.status !== 'enrolled' || row.wrappedKeys === null) {
      // How many minutes the authenticator's clock is slow, if that is what is wrong.
      const slow = step === null && secret !== null ? minutesSlow(secret, code, ctx.now()) : null;
      throw new Refusal('invalid', slow === null ? {} : { data: { minutesSlow: slow } });
    }
    await tx
      .update(member)
      .set({ totpStep: String(step), passphraseUsedOn: day })
      .where(eq(member.id, memberId));
    const token = await openSession(ctx, tx, memberId, { shared: answer.shared === true });
    return { token, memberId, wrappedKeys: toBase64(row.wrappedKeys) };
  });
}

/** Ends the session of this token. */
export async function signOut(ctx: Context, actor: Member, token: string): Promise<void> {
  await perform(ctx, actor, 'member.signOut', `member:${actor.memberId}`, async ({ tx }) => {
    await closeSession(tx, token);
  });
}
