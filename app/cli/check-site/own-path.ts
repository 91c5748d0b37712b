/** The path of an address at this origin, without its query; null for any other origin. */
export function ownPath(address: string, base: string, origin: string): string | null {
  const from = new URL(base, origin);
  if (!URL.canParse(address, from)) return null;
  const url = new URL(address, from);
  return url.origin === origin ? url.pathname : null;
}
