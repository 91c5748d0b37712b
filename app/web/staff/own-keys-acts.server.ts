import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { plainNumber } from '~/domain/typed/number';
import { requireBytes } from '~/services/keys/public-key.server';
import { changePassphrase } from '~/services/staff/enrolment.server';
import { checkPassphrase, removePasskey, renewTotp, setPassphrase } from '~/services/staff/own-keys.server';
import type { ParsedForm } from '~/web/form.server';
import type { Staff } from '~/web/staff/staff.server';
import { type StaffActs, staffActs } from '~/web/staff/staff-acts.server';
import { endedStaffCookie, staffToken } from '~/web/staff/staff-session.server';

/** What members do with their own ways to sign in. */
export function ownKeysAction(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fields: 10, field: 'step' });
}

const tokenOf = ({ ctx, request }: Staff) => staffToken(request, ctx.origin) ?? '';
const proofIn = (form: ParsedForm) => ({ challenge: form.text('challenge'), signature: form.text('signature') });
const totpIn = (form: ParsedForm) => plainNumber(form.text('totp'));

const ACTS = {
  remove: [
    'member.removePasskey',
    async (staff, form) => {
      const passkey = { id: form.text('id'), proof: proofIn(form), token: tokenOf(staff) };
      await removePasskey(staff.ctx, staff.actor, passkey);
      return { done: 'removed' as const };
    },
  ],
  set: [
    'member.changePassphrase',
    async ({ ctx, actor }, form) => {
      await setPassphrase(ctx, actor, {
        loginKey: requireBytes(form.text('loginKey')),
        wrappedKeys: requireBytes(form.text('wrappedKeys')),
        totpSecret: form.text('totpSecret'),
        totp: totpIn(form),
        proof: proofIn(form),
      });
      return { done: 'set' as const };
    },
  ],
  check: [
    'member.checkPassphrase',
    async ({ ctx, actor }, form) => {
      await checkPassphrase(ctx, actor, { loginKey: requireBytes(form.text('loginKey')), totp: totpIn(form) });
      return { done: 'checked' as const };
    },
  ],
  renew: [
    'member.changePassphrase',
    async (staff, form) => {
      const renewed = { totpSecret: form.text('totpSecret'), totp: totpIn(form), proof: proofIn(form) };
      await renewTotp(staff.ctx, staff.actor, { ...renewed, token: tokenOf(staff) });
      return { done: 'renewed' as const };
    },
  ],
  change: [
    'member.changePassphrase',
    async ({ ctx, actor, lang }, form) => {
      await changePassphrase(ctx, actor, {
        oldLoginKey: requireBytes(form.text('oldLoginKey')),
        loginKey: requireBytes(form.text('loginKey')),
        wrappedKeys: requireBytes(form.text('wrappedKeys')),
      });
      throw redirect(`/${lang}/staff/sign-in?changed`, { headers: { 'Set-Cookie': endedStaffCookie(ctx.origin) } });
    },
  ],
} as const satisfies StaffActs;
