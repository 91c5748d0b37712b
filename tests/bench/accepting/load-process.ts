import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { answerParent } from '../child-end';
import { asAnother } from './posted-body';

/** Reports sent one after the other on each of several connections, for some seconds or up to a number of reports. */
export type ReportLoad = {
  url: string;
  origin: string;
  bodyFile: string;
  connections: number;
  seconds?: number;
  requests?: number;
};
export type ReportLoaded = { perSecond: number; requests: number; durations: number[] };

/** Throws when an answer was not a success. */
async function run({ bodyFile, connections, seconds = 3_600, requests, ...aim }: ReportLoad): Promise<ReportLoaded> {
  const body = readFileSync(bodyFile);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const durations: number[] = [];
  const started = performance.now();
  let left = requests ?? Number.POSITIVE_INFINITY;
  const client = async () => {
    for (; left > 0 && performance.now() - started < seconds * 1_000; ) {
      left -= 1;
      const sent = asAnother(body);
      const from = performance.now();
      await post(agent, aim, sent);
      durations.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const took = (performance.now() - started) / 1_000;
  agent.destroy();
  return { perSecond: durations.length / took, requests: durations.length, durations };
}

function post(agent: Agent, { url, origin }: Pick<ReportLoad, 'url' | 'origin'>, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { Origin: origin, 'Content-Type': 'application/octet-stream', 'Content-Length': body.length };
    const sending = request(url, { method: 'POST', agent, headers }, (answer) => {
      let told = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        told += piece;
      });
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${answer.statusCode} ${told.slice(0, 200)}`));
      });
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

answerParent({ port: 0 }, { run });
