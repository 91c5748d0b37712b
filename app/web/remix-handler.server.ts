import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  createRequestHandler,
  type ServerBuild,
} from '@remix-run/node';
import { MAX_SEALED_PART } from '~/domain/report/upload-limits';

const MEBIBYTE = 1024 * 1024;

/** Five files of 20 MB and the fields around them. */
export const MULTIPART_LIMIT = 5 * 20 * MEBIBYTE + 4 * MEBIBYTE;
export const BODY_LIMIT = 4 * MEBIBYTE;

export function bodyLimit(contentType = ''): number {
  if (/^multipart\/form-data\b/i.test(contentType)) return MULTIPART_LIMIT;
  return contentType === 'application/octet-stream' ? MAX_SEALED_PART : BODY_LIMIT;
}

/** The body was longer than allowed; recognised by its brand. */
export class BodyTooLong extends Error {
  readonly bodyTooLong = true as const;
}

export type Handle = (request: Request, context: AppLoadContext) => Promise<Response>;

export const remixHandler = (build: ServerBuild, production: boolean): Handle =>
  createRequestHandler(build, production ? 'production' : 'development');

/**
 * The request as the framework sees it: always at the site's own origin, whatever Host says, because links and checks
 * are made from it.
 */
export function toRequest(
  req: IncomingMessage,
  res: ServerResponse,
  origin: string,
  body: AsyncIterable<Uint8Array> = limited(req),
): Request {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  const headers = new Headers();
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i] ?? '';
    if (!/^(host|x-forwarded-.*|forwarded|connection|keep-alive|te|upgrade)$/i.test(name)) {
      headers.append(name, req.rawHeaders[i + 1] ?? '');
    }
  }
  headers.set('host', new URL(origin).host);
  const method = req.method ?? 'GET';
  const init: RequestInit & { duplex?: 'half' } = { method, headers, signal: controller.signal };
  if (method !== 'GET' && method !== 'HEAD') {
    init.body = createReadableStreamFromReadable(Readable.from(body, { objectMode: false })) as NonNullable<
      RequestInit['body']
    >;
    init.duplex = 'half';
  }
  return new Request(origin + (req.url ?? '/'), init);
}

const passed = new WeakMap<IncomingMessage, number>();

/** Bytes of a request's body that have been read so far. */
export const passedOn = (req: IncomingMessage): number => passed.get(req) ?? 0;

/** Counts bytes that were read from the request. */
export const passOn = (req: IncomingMessage, bytes: number): void => {
  passed.set(req, passedOn(req) + bytes);
};

/** Counts bytes while passing them on, because a body sent in chunks does not say its length beforehand. */
export async function* limited(req: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  const most = bodyLimit(req.headers['content-type']);
  let seen = 0;
  // The connection stays open, so that a refusal can still be answered.
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    seen += chunk.length;
    passOn(req, chunk.length);
    if (seen > most) throw new BodyTooLong();
    yield chunk;
  }
}

/** An answer's headers, with one entry for each cookie. */
export function headerList(headers: Headers): [string, string][] {
  const list: [string, string][] = [...headers].filter(([name]) => name !== 'set-cookie');
  return [...list, ...headers.getSetCookie().map((cookie): [string, string] => ['set-cookie', cookie])];
}

/** Reads an answer to its end and returns it whole. */
export const whole = async (response: Response): Promise<Response> =>
  new Response(response.body && (await response.arrayBuffer()), response);

/** Sends a body on as it comes, compressed if `gzip`; ends quietly when the reader has gone. */
export async function sendBody(body: ReadableStream<Uint8Array> | null, res: ServerResponse, gzip: boolean) {
  if (!body || res.req.method === 'HEAD') {
    await body?.cancel();
    res.end();
    return;
  }
  const reader = body.getReader();
  // Cancelled without a reason: the framework's streams throw the reason where nobody listens, which would end the
  // process.
  res.once('close', () => void reader.cancel().catch(() => undefined));
  const source = Readable.from(chunksOf(reader), { objectMode: false });
  if (gzip) await pipeline(source, createGzip({ flush: constants.Z_SYNC_FLUSH, level: 5 }), res);
  else await pipeline(source, res);
}

async function* chunksOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
