import type { IncomingMessage } from 'node:http';
import { networkOf } from '~/domain/network';
import type { Context } from '~/services/context.server';
import { followCookieOf } from './follow/follow-cookie.server';

/** Prefix of places that belong to open follow pages. */
export const SESSION = 'session|';

/** Whose place in a line a request takes: an open follow page has one of its own, all others their network's. */
export function whoAsks(ctx: Context, req: IncomingMessage, visitor: string): string {
  if (!req.headers.cookie) return `network|${networkOf(visitor)}`;
  const cookie = followCookieOf({ headers: new Headers({ cookie: req.headers.cookie }) }, ctx.origin);
  const session = cookie === null ? null : ctx.followSessions.read(cookie);
  session?.seed?.fill(0);
  return session ? `${SESSION}${cookie}` : `network|${networkOf(visitor)}`;
}
