import { z } from 'zod';

/** An address with one of these schemes. */
export const urlWith = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

/** A public address: a scheme and a host, without a path. */
export const originSchema = urlWith('http:', 'https:')
  .refine((text) => URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/`)
  .transform((text) => new URL(text).origin);

/** A public address in its canonical form; null for anything else. */
export const originIn = (text: string): string | null => originSchema.safeParse(text).data ?? null;

/** Cookies are named by the scheme, and passkeys belong to a host name: so these must not be mixed up. */
export function mixedAddresses(origins: readonly string[]): string | null {
  const urls = origins.map((one) => new URL(one));
  if (new Set(urls.map(({ protocol }) => protocol)).size > 1)
    return 'ANSHAO_OTHER_ORIGINS must all be https where ANSHAO_ORIGIN is, and http where that is.';
  if (new Set(urls.map(({ hostname }) => hostname)).size < urls.length)
    return 'ANSHAO_OTHER_ORIGINS must have other host names than ANSHAO_ORIGIN and than each other.';
  return null;
}
