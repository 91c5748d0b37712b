import { fetchWithProof } from '~/browser/proof-of-work';

/** The page as the server answered it: the site's own markup, with the sealed things in it. */
export type AnsweredPage = { ok: boolean; status: number; main: HTMLElement };

/** What every rendering of this page has and no error page has. An error page would replace the words on the page. */
const OWN = '[data-sealed], [data-code-form], form[data-step=leave]';

type Known = { directory: number; routing: number };
const NOTHING: Known = { directory: 0, routing: 0 };

/** Was there no answer at all? Then nothing is known about what the server did. */
export class NoAnswer extends Error {}
/** The site was too busy, and nothing was done. */
export class TooBusy extends Error {}
/** It was done, but the page that says so did not come. */
export class DoneUnread extends Error {}

/**
 * Posts one step to the page's own address and takes the page that comes back. `known` are the numbers of the signed
 * list and routing that this browser has. Throws NoAnswer when the connection fails or something other than the page
 * came, and TooBusy.
 */
export async function post(fields: Readonly<Record<string, string>>, known: Known = NOTHING): Promise<AnsweredPage> {
  let response: Response;
  let text: string;
  try {
    response = await fetchWithProof(location.pathname, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'X-Anshao-Mode': known.directory > 0 ? `sealed ${known.directory} ${known.routing}` : 'sealed' },
      credentials: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'same-origin',
    });
    text = await response.text();
  } catch {
    throw new NoAnswer();
  }
  const main = new DOMParser().parseFromString(text, 'text/html').querySelector('main');
  if (!main?.querySelector(OWN)) throw response.status === 429 ? new TooBusy() : new NoAnswer();
  for (const element of main.querySelectorAll('script, link')) element.remove();
  return { ok: response.ok, status: response.status, main };
}

/** Ends the session while the page is being left; nobody waits for the answer. */
export function sendLeave(bound: string): void {
  navigator.sendBeacon?.(location.pathname, new URLSearchParams({ step: 'leave', page: bound }));
}
