import type { LoaderFunctionArgs } from '@remix-run/node';
import { Refusal } from '~/domain/refusal';
import { registerText } from '~/services/signed-routing.server';
import { langOf } from '~/web/language.server';
import { orThrowResponse } from '~/web/refusal.server';

const HASH = /^[0-9a-f]{64}$/;

/** A town's register by its SHA-256: boards and employers with who regulates them, whole, for the browser that routes a report. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  langOf(params);
  const hash = params.hash ?? '';
  const text = await orThrowResponse(async () => {
    const found = HASH.test(hash) ? await registerText(context.house.db, hash) : null;
    if (found === null) throw new Refusal('notFound');
    return found;
  });
  return new Response(text, { headers: { 'Content-Type': 'application/json; charset=utf-8' } });
}
