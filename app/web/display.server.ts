import { parse, serialize } from 'cookie';
import { type Display, decodeDisplay, encodeDisplay } from '~/ui/display';

/** Holds nothing but the two choices, so that it tells nobody apart. */
export const DISPLAY_COOKIE = 'anshao-display';
const YEAR_SECONDS = 31_536_000;

/** How this reader asked to see the pages. */
export function displayOf(request: Request): Display {
  return decodeDisplay(parse(request.headers.get('Cookie') ?? '')[DISPLAY_COOKIE]);
}

/** The Set-Cookie value that keeps the choice. */
export function displayCookie(display: Display): string {
  return serialize(DISPLAY_COOKIE, encodeDisplay(display), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: YEAR_SECONDS,
  });
}
