/** The element in which a staff page names who is signed in. */
const OWNER = '[data-member]';
const HEADER = 'X-Anshao-Page';

/** What became of the session of an open page: another person's by now, or nobody's. */
export type PageFate = 'another' | 'ended';
const listeners = new Set<() => void>();
let fate: PageFate | null = null;

/**
 * From now on every request of this page says whose page it is, as it stands on it: the browser has one session for all its
 * tabs, and another person may have signed in in one of them since.
 */
export function nameOwnerInRequests(): void {
  const send = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const owner = document.querySelector<HTMLElement>(OWNER)?.dataset.member;
    const request = new Request(input, init);
    const own = owner !== undefined && new URL(request.url).origin === location.origin;
    if (own) request.headers.set(HEADER, owner);
    const answer = await send(request);
    if (own) told(answer.headers.get(HEADER));
    return answer;
  };
}

/** Was the last request of this page refused because its session is another person's, or over? */
export const pageFate = (): PageFate | null => fate;

export function onPageFate(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whoever signed in again goes on; a page of somebody else stays one. */
function told(header: string | null): void {
  const next = header === 'another' || header === 'ended' ? header : fate === 'another' ? fate : null;
  if (next === fate) return;
  fate = next;
  for (const listener of listeners) listener();
}
