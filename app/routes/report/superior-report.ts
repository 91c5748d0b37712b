import type { ActionFunctionArgs } from '@remix-run/node';
import { langOf } from '~/web/language.server';
import { takeSealedForSuperior } from '~/web/report/superior-report.server';

/** There is nothing to read here. */
export const loader = () => {
  throw new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
};

/** A report about the office itself, as a browser sealed it to the level above (docs/interfaces.md). */
export function action({ request, params, context }: ActionFunctionArgs) {
  langOf(params);
  return takeSealedForSuperior(context.ctx, request);
}
