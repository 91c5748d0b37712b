import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { answerParent } from './child-end';

/** Either for some seconds or for a number of requests. */
export type Load = {
  url: string;
  connections: number;
  seconds?: number;
  requests?: number;
  headers?: Record<string, string>;
  /** File with the body of a POST; without one the request is a GET. */
  bodyFile?: string;
};

export type LoadResult = { requests: number; perSecond: number };

/** Throws when an answer was not a success. */
async function run({ url, connections, seconds, requests, headers, bodyFile }: Load): Promise<LoadResult> {
  const result = await autocannon({
    url,
    connections,
    ...(requests ? { amount: requests } : { duration: seconds ?? 2 }),
    ...(headers && { headers }),
    ...(bodyFile && { method: 'POST' as const, body: readFileSync(bodyFile) }),
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed`);
  return { requests: result['2xx'], perSecond: result['2xx'] / result.duration };
}

answerParent({ port: 0 }, { run });
