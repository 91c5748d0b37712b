import type { LoaderFunctionArgs } from '@remix-run/node';
import { reportingKeys } from '~/services/report/report-keys.server';
import { langOf } from '~/web/language.server';
import { orThrowResponse } from '~/web/refusal.server';

/** The signed directory and the routing table, for the browser that seals a report. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  langOf(params);
  return Response.json(await orThrowResponse(() => reportingKeys(context.ctx)));
}
