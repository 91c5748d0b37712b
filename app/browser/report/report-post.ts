import { fetchWithProof } from '~/browser/proof-of-work';
import { type PostedAnswer, postedAnswer } from '~/contract/answers/report';
import { dropPending, keepPending } from './report-pending';

/** What the page shows while sending; `retry` tries again at once. */
export type PostHooks = { onWork: () => void; onLost: (retry: () => void) => void; onTry: () => void };

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const ANSWER_MS = 90_000;

/**
 * Posts until the server answers, however often the connection is lost or the page loaded anew. The ids are the same
 * each time, so a report that arrived without its acknowledgement coming back is acknowledged then, and stored once.
 * `body` is as `encodeReport` makes it.
 */
export async function postReport(url: string, body: Uint8Array<ArrayBuffer>, hooks: PostHooks): Promise<PostedAnswer> {
  keepPending(body);
  const answer = await untilAnswered(url, body, hooks);
  dropPending();
  return answer;
}

async function untilAnswered(url: string, body: Uint8Array<ArrayBuffer>, hooks: PostHooks): Promise<PostedAnswer> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    hooks.onTry();
    const answer = await tryOnce(url, body, hooks.onWork);
    if (answer) return answer;
    await untilRetry(wait, hooks.onLost);
  }
}

/** Tries once. Null for no answer, a busy server or one that failed, which are worth another try. */
async function tryOnce(url: string, body: Uint8Array<ArrayBuffer>, onWork: () => void): Promise<PostedAnswer | null> {
  try {
    const headers = { 'Content-Type': 'application/octet-stream', Accept: 'application/json' };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const init: RequestInit = { method: 'POST', headers, body, signal, credentials: 'same-origin', cache: 'no-store' };
    const response = await fetchWithProof(url, init, onWork);
    const answer = postedAnswer.parse(await response.json());
    return !answer.ok && (answer.code === 'busy' || answer.code === 'failed') ? null : answer;
  } catch {
    return null;
  }
}

/** Resolves when the wait is over, the connection is back, or the reporter wants it now. */
function untilRetry(ms: number, onLost: PostHooks['onLost']): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    addEventListener('online', go);
    onLost(go);
  });
}
