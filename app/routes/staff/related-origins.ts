import type { LoaderFunctionArgs } from '@remix-run/node';

/**
 * Related origins (WebAuthn Level 3, section 5.11): the addresses at which passkeys made for this one may be used. It is what leads
 * people over to a new address, and only while the site is served at several.
 */
export function loader({ context: { ctx } }: LoaderFunctionArgs): Response {
  const headers = { 'Cache-Control': 'no-store' };
  if (ctx.origins.length === 1) return new Response(null, { status: 404, headers });
  return Response.json({ origins: ctx.origins }, { headers });
}
