/** The element in which a staff page names the member who is signed in. */
const OWNER = '[data-member]';
const HEADER = 'X-Anshao-Page';

/** The member to whom this page belongs, as it says itself. */
export const pageOwner = (): string | undefined => document.querySelector<HTMLElement>(OWNER)?.dataset.member;

/** What became of the session of an open page: it is another person's by now, or nobody's. */
export type PageFate = 'another' | 'ended';
const listeners = new Set<() => void>();
const onChanges = new Set<() => void>();
let fate: PageFate | null = null;

/**
 * From now on every request of this page says to whom the page belongs, as it says itself: the browser has one session
 * for all its tabs, and another person may have signed in in one of them since.
 */
export function nameOwnerInRequests(): void {
  const send = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const owner = pageOwner();
    const request = new Request(input, init);
    const own = owner !== undefined && new URL(request.url).origin === location.origin;
    if (own) request.headers.set(HEADER, owner);
    const answer = own ? await answerTo(request, send) : await send(request);
    if (own) told(answer.headers.get(HEADER));
    return answer;
  };
}

/** The site's own answers never have one of these, refusals included (`app/web/refusal.server.ts`). */
const BROKEN: readonly number[] = [500, 502, 504];

/**
 * An act that got no answer, or the answer of something broken, may have been done: the page stays, with what was typed
 * on it, and says so. For the framework's own requests the refusal is written in the framework's format (turbo-stream).
 */
async function answerTo(request: Request, send: typeof window.fetch): Promise<Response> {
  if (request.method === 'GET') return send(request);
  try {
    const answer = await send(request);
    if (!BROKEN.includes(answer.status)) return answer;
  } catch (error) {
    if (request.signal.aborted) throw error;
  }
  const framework = new URL(request.url).pathname.endsWith('.data');
  const headers = { 'Content-Type': framework ? 'text/x-script' : 'application/json' };
  return new Response(framework ? NO_ANSWER.framework : NO_ANSWER.json, { status: framework ? 200 : 504, headers });
}

const NO_ANSWER = {
  framework:
    '[{"_1":2},"data",{"_3":4},"refused",{"_5":6,"_7":-5,"_8":-5,"_9":-5},"code","noAnswer","field","data","now"]\n',
  json: JSON.stringify({ refused: { code: 'noAnswer', field: null, data: null, now: null } }),
};

/** Was the last request of this page refused because its session is another person's, or over? */
export const pageFate = (): PageFate | null => fate;

export function onPageFate(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back when something was refused because it has changed since this page was made. */
export function onPageChanged(listener: () => void): () => void {
  onChanges.add(listener);
  return () => onChanges.delete(listener);
}

/** Whoever signs in again goes on; a page of somebody else stays one. */
function told(header: string | null): void {
  if (header === 'changed') for (const listener of onChanges) listener();
  const next = header === 'another' || header === 'ended' ? header : fate === 'another' ? fate : null;
  if (next === fate) return;
  fate = next;
  for (const listener of listeners) listener();
}
