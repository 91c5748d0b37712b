import { LANGS } from '~/domain/vocabulary';
import { type Memory, readMemory } from '~/envelope/keys/memory';

const NAME = 'anshao-seen';
/** The largest cookie that browsers keep (RFC 6265bis, section 5.5). */
const MAX_AGE_SECONDS = 400 * 86_400;

/**
 * What this browser remembers for itself of what it has seen; it is public, and tells nothing about the person. It is a
 * cookie, because signing out empties the site's storage even when scripts fail. Only staff pages get it: if it went
 * with every request, a server could tell an officer's browser among those that send reports. Null where nothing is
 * remembered.
 */
export function seenHere(): Memory | null {
  const found = cookies().flatMap((text) => readMemory(decoded(text)) ?? []);
  // Another host of the same domain may have put one beside ours; an older one never replaces what was seen.
  return found.reduce<Memory | null>((best, one) => (best !== null && best.version >= one.version ? best : one), null);
}

/** Stores it; where the browser forbids cookies, it silently does not. */
export function keepHere(memory: Memory): void {
  if (typeof document === 'undefined' || typeof location === 'undefined') return;
  const secure = location.protocol === 'https:';
  const value = encodeURIComponent(JSON.stringify(memory));
  for (const lang of LANGS) {
    const parts = [`${nameHere()}=${value}`, `Path=/${lang}/staff`, `Max-Age=${MAX_AGE_SECONDS}`, 'SameSite=Strict'];
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari of its age.
    document.cookie = [...parts, ...(secure ? ['Secure'] : [])].join('; ');
  }
}

const nameHere = (): string => (location.protocol === 'https:' ? `__Secure-${NAME}` : NAME);

function cookies(): string[] {
  if (typeof document === 'undefined' || typeof location === 'undefined') return [];
  const wanted = `${nameHere()}=`;
  const all = (document.cookie ?? '').split('; ');
  return all.filter((one) => one.startsWith(wanted)).map((one) => one.slice(wanted.length));
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
