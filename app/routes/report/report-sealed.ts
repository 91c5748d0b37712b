import type { ActionFunctionArgs } from '@remix-run/node';
import { langOf } from '~/web/language.server';
import { takeSealedReport } from '~/web/report/report-sealed.server';

/** Where the report page's island posts what it has sealed. */
export function action({ request, params, context }: ActionFunctionArgs) {
  langOf(params);
  return takeSealedReport(context.ctx, request, context.stored);
}

export function loader() {
  throw new Response(null, { status: 404 });
}
