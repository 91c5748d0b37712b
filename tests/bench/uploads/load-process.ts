import { createHash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFilePart } from '~/envelope/report/file-parts';
import { answerParent } from '../child-end';

/** Sealed parts of this many bytes of content, one after the other on each of several connections, for some seconds. */
export type PartLoad = { url: string; origin: string; length: number; connections: number; seconds: number };
export type PartLoaded = { perSecond: number; requests: number };
type Part = { bytes: Uint8Array; sha256: string };

const parts = new Map<number, Promise<Part>>();

async function sealedPart(length: number): Promise<Part> {
  const { recipient } = await newKeyPair();
  const file = { reportId: 'report', fileIndex: 0, reportRecipient: recipient };
  const { bytes } = await sealFilePart(file, 0, randomBytes(length));
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Throws when a part was not taken. */
async function run({ length, connections, seconds, ...aim }: PartLoad): Promise<PartLoaded> {
  const known = parts.get(length) ?? sealedPart(length);
  parts.set(length, known);
  const part = await known;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const started = performance.now();
  let requests = 0;
  const client = async () => {
    for (; performance.now() - started < seconds * 1_000; requests += 1) await post(agent, aim, part);
  };
  await Promise.all(Array.from({ length: connections }, client));
  const took = (performance.now() - started) / 1_000;
  agent.destroy();
  return { perSecond: requests / took, requests };
}

/** Each under a token of its own, as if somebody else had sent it. */
function post(agent: Agent, { url, origin }: Pick<PartLoad, 'url' | 'origin'>, { bytes, sha256 }: Part): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      Origin: origin,
      'Content-Type': 'application/octet-stream',
      'Content-Length': bytes.length,
      'X-Upload-Token': randomBytes(32).toString('base64url'),
      'X-Upload-File': '0',
      'X-Upload-Part': '0',
      'X-Upload-Sha256': sha256,
    };
    const sending = request(url, { method: 'POST', agent, headers }, (answer) => {
      let told = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        told += piece;
      });
      answer.on('end', () => {
        if (answer.statusCode === 204) resolve();
        else reject(new Error(`${answer.statusCode} ${told.slice(0, 200)}`));
      });
    });
    sending.on('error', reject);
    sending.end(bytes);
  });
}

answerParent({ port: 0 }, { run });
