import { readAnswer } from '~/contract/answers/answer';
import { challenge as challengeAnswer } from '~/contract/answers/proof-of-work';

/** Where the tasks are given out. */
const TASKS = '/proof-of-work';
export const HEADER = 'X-Proof-Of-Work';
const ATTEMPTS = 3;

/**
 * A `fetch` that does the work that the site asks for under pressure (429 with `X-Proof-Of-Work: needed`) and then asks
 * again. PBKDF2 runs in WebCrypto, off the page's own thread. `onWork` tells the page that it takes a moment.
 */
export async function fetchWithProof(
  url: string,
  init: RequestInit,
  onWork: () => void = () => undefined,
): Promise<Response> {
  let answer = await fetch(url, init);
  for (let attempt = 0; attempt < ATTEMPTS && needsWork(answer); attempt += 1) {
    onWork();
    const proof = await solve(init.signal ?? null);
    if (proof === null) return answer;
    const headers = new Headers(init.headers);
    headers.set(HEADER, proof);
    answer = await fetch(url, { ...init, headers });
  }
  return answer;
}

const needsWork = (answer: Response): boolean => answer.status === 429 && answer.headers.get(HEADER) === 'needed';

/** An answer to a fresh task, for the header; null when no task was given. */
export async function solve(signal: AbortSignal | null): Promise<string | null> {
  const [{ solveChallenge }, { deriveKey }] = await Promise.all([
    import('altcha-lib'),
    import('altcha-lib/algorithms/web/pbkdf2'),
  ]);
  const asked = await fetch(TASKS, { cache: 'no-store', signal });
  if (!asked.ok) return null;
  const challenge = readAnswer(challengeAnswer, await asked.json());
  const solution = await solveChallenge({ challenge, deriveKey });
  return solution && btoa(JSON.stringify({ challenge, solution }));
}
