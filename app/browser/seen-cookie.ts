import { LANGS } from '~/domain/vocabulary';
import { type Memory, readMemory } from '~/envelope/keys/memory';

const NAME = 'anshao-seen';
/** The most that browsers keep (RFC 6265bis, section 5.5). */
const MAX_AGE_SECONDS = 400 * 86_400;

/**
 * What this browser keeps for itself of what it has seen: public, and nobody's in particular. A cookie, because signing
 * out empties the site's storage with scripts failing too, and because staff pages alone get it: by one that went with
 * every request a server could tell an officer's browser among those that send reports. Null where nothing is kept.
 */
export function seenHere(): Memory | null {
  const found = cookies().flatMap((text) => readMemory(decoded(text)) ?? []);
  // Another host of the same domain may have put one beside ours; an older one never replaces what was seen.
  return found.reduce<Memory | null>((best, one) => (best !== null && best.version >= one.version ? best : one), null);
}

/** Keeps it; where the browser forbids cookies, silently not. */
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
