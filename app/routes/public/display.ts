import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { decodeDisplay } from '~/ui/display';
import { displayCookie } from '~/web/display-cookie.server';
import { readForm } from '~/web/form.server';
import { localPath } from '~/web/local-path';

/** Large type and high contrast: remembers the choice in a cookie and goes back to the page on which it was made. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, { fieldBytes: 2048, fields: 4 });
  const back = localPath(form.text('back')) ?? '/';
  const cookie = displayCookie(decodeDisplay(form.text('display')), context.ctx.origin);
  return redirect(back, { status: 303, headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' } });
}

export function loader() {
  return redirect('/', { headers: { 'Cache-Control': 'no-store' } });
}
