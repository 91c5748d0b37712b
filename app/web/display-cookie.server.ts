import { type Display, decodeDisplay, encodeDisplay } from '~/ui/display';
import { cookieIn, cookieLine } from './cookies.server';

const NAME = 'anshao-display';
const YEAR_SECONDS = 365 * 86_400;

/** How this reader wants to see the pages. */
export const displayOf = (request: Request): Display => displayIn(request.headers.get('cookie') ?? '');

/** The display chosen, in a Cookie header. */
export const displayIn = (header: string): Display => decodeDisplay(cookieIn(header, NAME));

/** The Cookie header with which browsers send the choice back. */
export const displayHeader = (display: Display): string => `${NAME}=${encodeDisplay(display)}`;

/** Set-Cookie line that remembers the choice; it says nothing else about the reader. */
export function displayCookie(display: Display, origin: string): string {
  return cookieLine(NAME, encodeDisplay(display), { origin, sameSite: 'Lax', maxAgeSeconds: YEAR_SECONDS });
}
