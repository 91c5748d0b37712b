import { type Display, decodeDisplay, encodeDisplay } from '~/ui/display';
import { cookieLine, cookieOf } from './cookies.server';

const NAME = 'anshao-display';
const YEAR_SECONDS = 365 * 86_400;

/** How this reader asked to see the pages. */
export function displayOf(request: Request): Display {
  return decodeDisplay(cookieOf(request, NAME));
}

/** Set-Cookie line that remembers the choice; it says nothing else about the reader. */
export function displayCookie(display: Display, origin: string): string {
  return cookieLine(NAME, encodeDisplay(display), { origin, sameSite: 'Lax', maxAgeSeconds: YEAR_SECONDS });
}
