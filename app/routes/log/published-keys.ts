import type { LoaderFunctionArgs } from '@remix-run/node';
import { publishedKeys } from '~/services/log/protection.server';

/** The public keys in force, their changes and the log's signed heads. */
export async function loader({ context: { ctx } }: LoaderFunctionArgs) {
  return Response.json(await publishedKeys(ctx));
}
