import type { IncomingMessage } from 'node:http';
import type { Context } from '~/services/context.server';

/** The context with the address by which this request came. */
export type AskedAddress = (req: Pick<IncomingMessage, 'headers'>) => Context;

/**
 * A site may be served at several addresses (`ANSHAO_OTHER_ORIGINS`). Which of them a request came by says its Host, which
 * proxies pass on without its port; whatever else stands there counts as the main one, so that nobody can bring in an address.
 */
export function askedAddress(ctx: Context): AskedAddress {
  const others = ctx.origins.filter((origin) => origin !== ctx.origin);
  if (others.length === 0) return () => ctx;
  const byHost = new Map(others.map((origin) => [new URL(origin).hostname, { ...ctx, origin }]));
  return ({ headers }) => byHost.get((headers.host ?? '').replace(/:\d+$/, '').toLowerCase()) ?? ctx;
}
