const overTls = (origin: string) => origin.startsWith('https:');

/** `__Host-` binds the cookie to this host over TLS; plain http is for demos on one's own machine. */
export const hostCookieName = (name: string, origin: string): string => (overTls(origin) ? `__Host-${name}` : name);

/** The name of a cookie for one part of the site, which `__Host-` does not allow. */
export const partCookieName = (name: string, origin: string): string => (overTls(origin) ? `__Secure-${name}` : name);

/** One cookie of a request, or null. */
export const cookieOf = (request: Pick<Request, 'headers'>, name: string): string | null =>
  cookieIn(request.headers.get('cookie') ?? '', name);

/** A cookie's value in a Cookie header. */
export function cookieIn(header: string, name: string): string | null {
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

type Kept = {
  origin: string;
  sameSite?: 'Strict' | 'Lax';
  /** Without it the cookie lasts until the browser is closed. */
  maxAgeSeconds?: number;
  /** The whole site, unless given. */
  path?: string;
};

/** A Set-Cookie line; no script ever sees the cookie. */
export function cookieLine(
  name: string,
  value: string,
  { origin, sameSite = 'Strict', maxAgeSeconds, path = '/' }: Kept,
): string {
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=${sameSite}${overTls(origin) ? '; Secure' : ''}${age}`;
}
