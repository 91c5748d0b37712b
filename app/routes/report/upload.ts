import type { LoaderFunctionArgs } from '@remix-run/node';
import { listParts } from '~/web/report/upload.server';

/** What of a report's files has arrived; docs/interfaces.md has the headers. */
export const loader = ({ request, context }: LoaderFunctionArgs) => listParts(context.ctx, request);

/** The server takes parts before the framework (app/web/report/upload.server.ts): nothing comes here. */
export const action = () => {
  throw new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
};
