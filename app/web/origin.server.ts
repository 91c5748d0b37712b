import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request that may change something comes from a page of this site. Browsers send Origin with every such
 * request; for one that leaves it out, Referer or Sec-Fetch-Site must say so. A request with none of them is refused.
 */
export function isOwnOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  if (headers.origin !== undefined) return headers.origin === origin;
  if (headers.referer !== undefined) return URL.canParse(headers.referer) && new URL(headers.referer).origin === origin;
  return headers['sec-fetch-site'] === 'same-origin';
}
