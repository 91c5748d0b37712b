import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGE_POLICY, securityHeaders, withSecurity } from './headers.server';
import { plainPage } from './plain-page.server';

/** Writes answers, each of which carries each security header once. */
export type Answer = {
  head: (
    res: ServerResponse,
    status: number,
    headers: Iterable<[string, string]>,
    policy?: string,
    microphone?: boolean,
  ) => ServerResponse;
  /** An answer's headers as one flat list, for answers that are given many times. */
  flat: (headers: Iterable<[string, string]>, policy?: string, microphone?: boolean) => string[];
  text: (res: ServerResponse, status: number, body: string, more?: [string, string][]) => void;
  /** A page made by the server itself; `framed`: only pages of ours may put it into a frame. */
  html: (res: ServerResponse, status: number, body: string, how: HtmlHow) => void;
  json: (res: ServerResponse, status: number, body: unknown, more?: [string, string][]) => void;
  /** A page in words, in both languages. */
  plain: (
    res: ServerResponse,
    status: number,
    kind: Parameters<typeof plainPage>[0],
    more?: [string, string][],
  ) => void;
  /** The whole answer as text, for requests so malformed that there is no response object. */
  raw: (status: number, reason: string) => string;
};

type HtmlHow = { policy: string; framed?: boolean; more: [string, string][] };

const NO_STORE: [string, string] = ['Cache-Control', 'no-store'];

export function makeAnswer(origin: string): Answer {
  const security = securityHeaders(origin);
  const recording = securityHeaders(origin, { microphone: true });
  const flat: Answer['flat'] = (headers, policy = PAGE_POLICY, microphone = false) =>
    withSecurity(headers, microphone ? recording : security, policy).flat();
  const head: Answer['head'] = (res, status, ...more) => res.writeHead(status, flat(...more));
  const body = (res: ServerResponse, status: number, type: string, bytes: string, more: [string, string][] = []) => {
    const own: [string, string][] = [
      ['Content-Type', type],
      ['Content-Length', String(Buffer.byteLength(bytes))],
      NO_STORE,
      ...more,
    ];
    head(res, status, own).end(bytes);
  };
  return {
    head,
    flat,
    text: (res, status, text, more) => body(res, status, 'text/plain; charset=utf-8', text, more),
    html(res, status, bytes, { policy, framed = false, more }) {
      const type: [string, string][] = [['Content-Type', 'text/html; charset=utf-8'], NO_STORE];
      const length: [string, string] = ['Content-Length', String(Buffer.byteLength(bytes))];
      const headers = withSecurity([...type, length, ...more], securityHeaders(origin, { framed }), policy);
      res.writeHead(status, headers.flat()).end(bytes);
    },
    json: (res, status, value, more) => body(res, status, 'application/json', JSON.stringify(value), more),
    plain: (res, status, kind, more) => body(res, status, 'text/html; charset=utf-8', plainPage(kind), more),
    raw(status, reason) {
      const own: [string, string][] = [
        ['Content-Type', 'text/plain; charset=utf-8'],
        ['Content-Length', String(reason.length)],
        ['Connection', 'close'],
        NO_STORE,
      ];
      const lines = withSecurity(own, security, PAGE_POLICY).map(([name, value]) => `${name}: ${value}`);
      return [`HTTP/1.1 ${status} ${reason}`, ...lines, '', reason].join('\r\n');
    },
  };
}

/** Ends the connection after this answer, when the rest of a refused body is not read. */
export function closeAfter(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader('Connection', 'close');
  res.once('finish', () => req.destroy());
}

/** Calls `then` once an answer has been sent or broken off; at once where that has already happened. */
export function whenAnswered(res: ServerResponse, then: () => void): void {
  if (res.destroyed) then();
  else res.once('close', then);
}
