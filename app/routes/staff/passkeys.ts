import type { ActionFunctionArgs } from '@remix-run/node';
import { json, sealed } from '~/contract/posted/form';
import { askedPasskey, createdPasskey } from '~/contract/posted/passkey';
import { isRefusal } from '~/domain/refusal';
import { passkeyQuestion } from '~/services/staff/passkey.server';
import { enrolByPasskey, enrolmentQuestion } from '~/services/staff/passkey-enrolment.server';
import { signInByPasskey } from '~/services/staff/passkey-sign-in.server';
import { type ParsedForm, readForm } from '~/web/form.server';
import { refusedJson } from '~/web/refusal.server';
import { PASSKEY_ACTS } from '~/web/staff/passkey-acts.server';
import { requireNobodyElse, staffJson } from '~/web/staff/staff.server';
import { mayAny, runStaffAct } from '~/web/staff/staff-acts.server';
import { staffCookie } from '~/web/staff/staff-session.server';

/** What the browser requests and answers about a passkey, as JSON; WebAuthn cannot be done by a plain form. */
export function action(args: ActionFunctionArgs): Promise<Response> {
  return orRefused(async () => stepOf(args, await readForm(args.request, { fields: 10 })));
}

async function orRefused(body: () => Promise<Response>): Promise<Response> {
  try {
    return await body();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refusedJson(error);
  }
}

async function stepOf(args: ActionFunctionArgs, form: ParsedForm): Promise<Response> {
  const { ctx } = args.context;
  switch (form.text('step')) {
    case 'question':
      return answer(await passkeyQuestion(ctx, form.text('login').slice(0, 40), form.text('madeFor')));
    case 'signIn': {
      const shared = form.text('shared') === 'yes';
      const { token, ...result } = await signInByPasskey(ctx, json(askedPasskey)(form, 'answer'), { shared });
      return answer(result, 200, { 'Set-Cookie': staffCookie(token, ctx.origin) });
    }
    case 'enrolQuestion':
      await requireNobodyElse(ctx, args.request);
      return answer(await enrolmentQuestion(ctx, form.text('invite')));
    case 'enrol':
      await requireNobodyElse(ctx, args.request);
      await enrolByPasskey(ctx, form.text('invite'), {
        response: json(createdPasskey)(form, 'answer'),
        label: form.text('label'),
        recipient: form.text('recipient'),
        signingKey: form.text('signingKey'),
        wrappedKeys: sealed(form, 'wrappedKeys'),
      });
      return answer({ done: true });
    default:
      return staffJson(args, mayAny(PASSKEY_ACTS), (staff) =>
        runStaffAct(staff, PASSKEY_ACTS, { form, field: 'step' }),
      );
  }
}

const answer = (body: object, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...headers } });
