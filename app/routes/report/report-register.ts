import type { LoaderFunctionArgs } from '@remix-run/node';
import { publicRegister } from '~/services/keys/signed-routing.server';
import { langOf } from '~/web/language.server';
import { orThrowResponse } from '~/web/refusal.server';

/**
 * A town's register by its SHA-256: boards and employers with those who regulate them, whole, for the browser that
 * routes a report.
 */
export async function loader({ params, context }: LoaderFunctionArgs) {
  langOf(params);
  const text = await orThrowResponse(async () => {
    return publicRegister(context.ctx, params.hash ?? '');
  });
  return new Response(text, { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
}
