/** The element in which a staff page names who is signed in. */
const OWNER = '[data-member]';
const HEADER = 'X-Anshao-Page';
const listeners = new Set<() => void>();
let another = false;

/**
 * From now on every request of this page says whose page it is, as it stands on it: the browser has one session for all its
 * tabs, and another person may have signed in in one of them since.
 */
export function nameOwnerInRequests(): void {
  const send = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const owner = document.querySelector<HTMLElement>(OWNER)?.dataset.member;
    const request = new Request(input, init);
    if (owner && new URL(request.url).origin === location.origin) request.headers.set(HEADER, owner);
    const answer = await send(request);
    if (answer.headers.get(HEADER) === 'another') tell();
    return answer;
  };
}

/** Was a request of this page refused because another person is signed in by now? */
export const isAnotherPersonsNow = (): boolean => another;

export function onAnotherPerson(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  another = true;
  for (const listener of listeners) listener();
}
