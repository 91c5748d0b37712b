import { cookieLine, cookieOf, hostCookieName } from '~/web/cookies.server';

const nameFor = (origin: string) => hostCookieName('anshao-follow', origin);

/** The reporter's short session; it ends with the browser, and on the server after 20 minutes. */
export const followCookieOf = (request: Pick<Request, 'headers'>, origin: string): string | null =>
  cookieOf(request, nameFor(origin));

export const followCookie = (value: string, origin: string): string => cookieLine(nameFor(origin), value, { origin });

export const endedFollowCookie = (origin: string): string =>
  cookieLine(nameFor(origin), '', { origin, maxAgeSeconds: 0 });
