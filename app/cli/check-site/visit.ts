import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';

/**
 * An answer with its body decompressed. `headers` has every line that came, including repeated ones, by name in lower
 * case.
 */
export type Visited = { status: number; headers: ReadonlyMap<string, readonly string[]>; body: Buffer };

/** `away`: the site sent us to another origin, or in circles; `unreachable`: nothing came, or too much, or too late. */
export type Visit =
  | { kind: 'answer'; answer: Visited }
  | { kind: 'away'; to: string }
  | { kind: 'unreachable'; why: string };

export type Visitor = (path: string, accept?: string) => Promise<Visit>;

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 30_000;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Asks as a common browser would, so that the check is hard to tell from a visitor; it sends no cookie and keeps none.
 */
const AS_BROWSER = {
  'user-agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'accept-encoding': 'gzip, br',
  'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
};

/** Visits paths of one origin; sizes, times and redirects are bounded, and no redirect leaves the origin. */
export function visitorOf(origin: string): Visitor {
  return async (path, accept = '*/*') => {
    let url = new URL(path, origin);
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      if (url.origin !== origin) return { kind: 'away', to: url.origin };
      const visit = await once(url, accept);
      const location = visit.kind === 'answer' ? visit.answer.headers.get('location')?.[0] : undefined;
      if (visit.kind !== 'answer' || location === undefined || !REDIRECTS.includes(visit.answer.status)) return visit;
      if (!URL.canParse(location, url)) return { kind: 'away', to: '?' };
      url = new URL(location, url);
    }
    return { kind: 'away', to: url.pathname };
  };
}

async function once(url: URL, accept: string): Promise<Visit> {
  try {
    const { answer, packed } = await exchange(url, accept);
    const headers = headerLines(answer);
    const body = await unpacked(packed, headers.get('content-encoding')?.at(-1));
    return { kind: 'answer', answer: { status: answer.statusCode ?? 0, headers, body } };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { kind: 'unreachable', why: code ?? message };
  }
}

function exchange(url: URL, accept: string): Promise<{ answer: IncomingMessage; packed: Buffer }> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const options = { headers: { ...AS_BROWSER, accept }, signal: AbortSignal.timeout(TIMEOUT_MS) };
  return new Promise((resolve, reject) => {
    const asking = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > MAX_BYTES) asking.destroy(new Error('tooLarge'));
        else chunks.push(chunk);
      });
      answer.on('end', () => resolve({ answer, packed: Buffer.concat(chunks) }));
      answer.on('error', reject);
    });
    asking.on('error', reject);
    asking.end();
  });
}

function headerLines({ rawHeaders }: IncomingMessage): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (let n = 0; n + 1 < rawHeaders.length; n += 2) {
    const name = (rawHeaders[n] ?? '').toLowerCase();
    lines.set(name, [...(lines.get(name) ?? []), rawHeaders[n + 1] ?? '']);
  }
  return lines;
}

async function unpacked(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  const most = { maxOutputLength: MAX_BYTES };
  if (encoding === 'br') return promisify(brotliDecompress)(bytes, most);
  if (encoding === 'gzip') return promisify(gunzip)(bytes, most);
  if (encoding === undefined || encoding === 'identity') return bytes;
  throw new Error('unknown content-encoding');
}
