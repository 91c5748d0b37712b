import { type ActionFunctionArgs, data } from '@remix-run/node';
import { requireBytes } from '~/services/keys/public-key.server';
import { newDeviceMark } from '~/services/staff/known-device.server';
import { signIn } from '~/services/staff/sign-in.server';
import { readForm } from '~/web/form.server';
import { orRefused } from '~/web/refusal.server';
import { deviceCookies, deviceMark, staffCookie } from '~/web/staff/staff-session.server';

/** Signing in by passphrase and authenticator. */
export async function signInAction({ request, context: { ctx, visitor } }: ActionFunctionArgs) {
  return orRefused(async () => {
    const form = await readForm(request, { fields: 5, fieldBytes: 1024 });
    const answer = {
      login: form.text('login'),
      loginKey: requireBytes(form.text('loginKey')),
      totp: form.text('totp'),
      device: deviceMark(request, ctx.origin),
      shared: form.text('shared') === 'yes',
    };
    const { token, memberId, wrappedKeys } = await signIn(ctx, answer, visitor);
    const headers = new Headers({ 'Cache-Control': 'no-store' });
    headers.append('Set-Cookie', staffCookie(token, ctx.origin));
    // A shared computer must remember nobody.
    const kept = answer.shared ? [] : deviceCookies(newDeviceMark(ctx, answer.login), ctx.origin);
    for (const line of kept) headers.append('Set-Cookie', line);
    return data({ memberId, wrappedKeys }, { headers });
  });
}
