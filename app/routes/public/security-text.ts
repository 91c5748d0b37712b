import type { LoaderFunctionArgs } from '@remix-run/node';
import { today } from '~/services/context.server';
import { securityText } from '~/web/security-text';

/** Whom to tell of a weakness of the site; there is none where nobody is named. */
export function loader({ context: { ctx } }: LoaderFunctionArgs) {
  const contact = ctx.securityContact;
  if (!contact) throw new Response(null, { status: 404 });
  const text = securityText({ contact, origin: ctx.origin, today: today(ctx) });
  return new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
