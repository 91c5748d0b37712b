import type { LoaderFunctionArgs } from '@remix-run/node';
import { publishedScripts } from '~/services/log/served-scripts.server';

/** The signed list of every file that this site serves, for `anshao check-site` and others who check from outside. */
export function loader({ context: { ctx } }: LoaderFunctionArgs) {
  if (!ctx.scripts) throw new Response(null, { status: 404 });
  return Response.json(publishedScripts(ctx.scripts, ctx.origin));
}
