import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { signOut } from '~/services/staff/sign-in.server';
import { sessionMember } from '~/services/staff/staff-session.server';
import { langOf } from '~/web/language.server';
import { endedStaffCookie, staffToken } from '~/web/staff/staff-session.server';

/**
 * Ends the session and makes the browser forget this site's pages and storage, even when scripts fail. What protects
 * the officer lies in two cookies of the staff pages that stay: the county key and list seen (seen-cookie.ts), and the
 * mark by which an outsider's wrong tries do not make this officer wait (staff-session.server.ts).
 */
export async function action({ request, params, context: { ctx } }: ActionFunctionArgs) {
  const lang = langOf(params);
  const token = staffToken(request, ctx.origin);
  const member = token && (await sessionMember(ctx, token));
  if (token && member) {
    const { id: memberId, unitId, roles } = member;
    await signOut(ctx, { kind: 'member', memberId, unitId, roles }, token);
  }
  return redirect(`/${lang}/staff/sign-in?ended`, {
    status: 303,
    headers: {
      'Set-Cookie': endedStaffCookie(ctx.origin),
      'Clear-Site-Data': '"cache", "storage"',
      'Cache-Control': 'no-store',
    },
  });
}

export function loader({ params }: ActionFunctionArgs) {
  return redirect(`/${langOf(params)}/staff`);
}
