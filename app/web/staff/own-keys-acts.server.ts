import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { ownKeyForms } from '~/contract/posted/staff-forms';
import { changePassphrase } from '~/services/staff/enrolment.server';
import { checkPassphrase, removePasskey, renewTotp, setPassphrase } from '~/services/staff/own-keys.server';
import type { Staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';
import { endedStaffCookie, staffToken } from '~/web/staff/staff-session.server';

/** What members do with their own ways to sign in. */
export function ownKeysAction(args: ActionFunctionArgs) {
  return staffActs(args, ACTS, { fields: 10, field: 'step' });
}

const tokenOf = ({ ctx, request }: Staff) => staffToken(request, ctx.origin) ?? '';

const ACTS = formActs(ownKeyForms, {
  remove: async (staff, { id, ...proof }) => {
    await removePasskey(staff.ctx, staff.actor, { id, proof, token: tokenOf(staff) });
    return { done: 'removed' as const };
  },
  set: async ({ ctx, actor }, { challenge, signature, ...keys }) => {
    await setPassphrase(ctx, actor, { ...keys, proof: { challenge, signature } });
    return { done: 'set' as const };
  },
  check: async ({ ctx, actor }, checked) => {
    await checkPassphrase(ctx, actor, checked);
    return { done: 'checked' as const };
  },
  renew: async (staff, { challenge, signature, ...renewed }) => {
    const proof = { challenge, signature };
    await renewTotp(staff.ctx, staff.actor, { ...renewed, proof, token: tokenOf(staff) });
    return { done: 'renewed' as const };
  },
  change: async ({ ctx, actor, lang }, keys) => {
    await changePassphrase(ctx, actor, keys);
    throw redirect(`/${lang}/staff/sign-in?changed`, { headers: { 'Set-Cookie': endedStaffCookie(ctx.origin) } });
  },
});
