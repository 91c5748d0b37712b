import { cookieOf } from './cookies.server';

const nameFor = (origin: string) => (origin.startsWith('https:') ? '__Host-anshao-follow' : 'anshao-follow');
const attributes = (origin: string) =>
  `Path=/; HttpOnly; SameSite=Strict${origin.startsWith('https:') ? '; Secure' : ''}`;

/** The reporter's short session; ends with the browser, and on the server after 20 minutes. */
export const followCookieOf = (request: Request, origin: string): string | null => cookieOf(request, nameFor(origin));

export const followCookie = (value: string, origin: string): string =>
  `${nameFor(origin)}=${value}; ${attributes(origin)}`;

export const endedFollowCookie = (origin: string): string => `${nameFor(origin)}=; ${attributes(origin)}; Max-Age=0`;
