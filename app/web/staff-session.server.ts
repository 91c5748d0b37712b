import { isShared, SESSION_MS } from '~/services/staff-session.server';
import { cookieOf } from './cookies.server';

/** `__Host-` binds the cookie to this host over TLS; plain http is for demos on the own machine. */
const cookieName = (origin: string) => (origin.startsWith('https:') ? '__Host-anshao-staff' : 'anshao-staff');
const attributes = (origin: string) =>
  `Path=/; HttpOnly; SameSite=Strict${origin.startsWith('https:') ? '; Secure' : ''}`;

/** The session token from the request's cookies, or null. */
export const staffToken = (request: Request, origin: string): string | null => cookieOf(request, cookieName(origin));

/** On a computer that others use too the browser forgets the session when it is closed. */
export function staffCookie(token: string, origin: string): string {
  const age = isShared(token) ? '' : `; Max-Age=${SESSION_MS / 1000}`;
  return `${cookieName(origin)}=${token}; ${attributes(origin)}${age}`;
}

const deviceName = (origin: string) => (origin.startsWith('https:') ? '__Host-anshao-device' : 'anshao-device');
const DEVICE_SECONDS = 90 * 24 * 3600;

/** The mark of an earlier sign-in from this browser, or null. */
export const deviceMark = (request: Request, origin: string): string | null => cookieOf(request, deviceName(origin));

export const deviceCookie = (mark: string, origin: string): string =>
  `${deviceName(origin)}=${mark}; ${attributes(origin)}; Max-Age=${DEVICE_SECONDS}`;

export function endedStaffCookie(origin: string): string {
  return `${cookieName(origin)}=; ${attributes(origin)}; Max-Age=0`;
}
