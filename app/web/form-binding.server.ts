import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a form carries so that it acts only on what its page shows: `shown` (a report, a member, a case) under the
 * session that showed it. Whoever has another session cookie by now, or posts it for something else, is refused.
 */
export const formBinding = (session: string, shown: string): string =>
  createHmac('sha256', session).update(`anshao/form/v1\n${shown}`).digest('base64url');

export function isBound(given: string, session: string, shown: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(formBinding(session, shown))];
  return one.length === other.length && timingSafeEqual(one, other);
}
