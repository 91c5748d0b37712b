import type { LoaderFunctionArgs } from '@remix-run/node';
import { listParts } from '~/web/report/upload.server';

/** Which parts of a report's files have arrived; docs/interfaces.md describes the headers. */
export const loader = ({ request, context }: LoaderFunctionArgs) => listParts(context.ctx, request);

/** The server takes parts before the framework (app/web/report/upload.server.ts), so none of them comes here. */
export const action = () => {
  throw new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
};
