import { SESSION_MS } from '~/services/staff-session.server';
import { cookieOf } from './cookies.server';

/** `__Host-` binds the cookie to this host over TLS; plain http is for demos on the own machine. */
const cookieName = (origin: string) => (origin.startsWith('https:') ? '__Host-anshao-staff' : 'anshao-staff');
const attributes = (origin: string) =>
  `Path=/; HttpOnly; SameSite=Strict${origin.startsWith('https:') ? '; Secure' : ''}`;

/** The session token from the request's cookies, or null. */
export const staffToken = (request: Request, origin: string): string | null => cookieOf(request, cookieName(origin));

export function staffCookie(token: string, origin: string): string {
  return `${cookieName(origin)}=${token}; ${attributes(origin)}; Max-Age=${SESSION_MS / 1000}`;
}

export function endedStaffCookie(origin: string): string {
  return `${cookieName(origin)}=; ${attributes(origin)}; Max-Age=0`;
}
