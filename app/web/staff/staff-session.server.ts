import { LANGS } from '~/domain/vocabulary';
import { isShared, SESSION_MS } from '~/services/staff/staff-session.server';
import { cookieLine, cookieOf, hostCookieName, partCookieName } from '~/web/cookies.server';

const sessionName = (origin: string) => hostCookieName('anshao-staff', origin);

/** The session token from the request's cookies, or null. */
export const staffToken = (request: Request, origin: string): string | null => cookieOf(request, sessionName(origin));

/** On a computer that others use too, the browser forgets the session when it is closed. */
export function staffCookie(token: string, origin: string): string {
  const age = isShared(token) ? {} : { maxAgeSeconds: SESSION_MS / 1000 };
  return cookieLine(sessionName(origin), token, { origin, ...age });
}

export const endedStaffCookie = (origin: string): string =>
  cookieLine(sessionName(origin), '', { origin, maxAgeSeconds: 0 });

const deviceName = (origin: string) => partCookieName('anshao-device', origin);
const DEVICE_SECONDS = 90 * 24 * 3600;

/** The mark of an earlier sign-in from this browser, or null. */
export const deviceMark = (request: Request, origin: string): string | null => cookieOf(request, deviceName(origin));

/**
 * Set-Cookie lines that keep the mark for staff pages alone: if it went with every request, a server could tell an
 * officer's browser among those that send reports.
 */
export const deviceCookies = (mark: string, origin: string): string[] =>
  LANGS.map((lang) =>
    cookieLine(deviceName(origin), mark, { origin, maxAgeSeconds: DEVICE_SECONDS, path: `/${lang}/staff` }),
  );
