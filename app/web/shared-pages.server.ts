import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '~/services/context.server';
import type { PublicSource } from '~/services/publication/public-values.server';
import { type Display, encodeDisplay } from '~/ui/display';
import type { Islands } from '~/ui/island';
import type { Answer } from './answer.server';
import type { AskedAddress } from './asked-address.server';
import { cookieIn, hostCookieName } from './cookies.server';
import { displayHeader, displayIn } from './display-cookie.server';
import { newFormToken } from './form-token.server';
import { RECORDING_POLICY } from './headers.server';
import {
  bestEncoding,
  type CachedPage,
  type Encoding,
  type KeptBody,
  type PageCache,
  type Rendered,
} from './page-cache.server';
import { publicAddresses } from './public-addresses.server';
import { FORM_PAGES, PUBLIC_SECONDS, sentStatus } from './public-pages';
import { type Handle, headerList } from './remix-handler.server';
import type { Matched } from './route-pattern.server';

type Options = {
  ctx: Context;
  asked: AskedAddress;
  cache: PageCache;
  islands: Islands | null;
  answer: Answer;
  handle: Handle;
  source: PublicSource;
};

export type SharedPages = {
  /** The page that is cached under the very address that was asked for, or null; does no work. */
  kept: (req: IncomingMessage) => CachedPage | null;
  /** Is it a page that is the same for all who ask? */
  has: (req: IncomingMessage, matched: Matched) => boolean;
  /** The page, from the cache or made for it. */
  make: (req: IncomingMessage, matched: Matched) => Promise<CachedPage | Rendered>;
  send: (req: IncomingMessage, res: ServerResponse, page: CachedPage | Rendered) => void;
};

const OWN_COOKIE = /(?:^|;\s*)(?:__Host-)?anshao/;
const NOT_PASSED_ON = /^(?:cache-control|content-length|content-encoding|transfer-encoding|connection|set-cookie)$/i;

/**
 * Pages that are the same for all who ask. They differ by address, of which a site may have several, and by how the reader
 * wants to see them, in one of four ways, and are rendered from these alone, so that nothing else of a request can get into
 * what others are given.
 */
export function sharedPages({ ctx, asked, cache, islands, answer, handle, source }: Options): SharedPages {
  const addresses = publicAddresses(source, { ...cache, now: ctx.now });
  const headersOf = keptHeaders(answer);

  function sendKept(req: IncomingMessage, res: ServerResponse, page: CachedPage): void {
    const best = bestEncoding(req.headers['accept-encoding']);
    const as = page[best] ? best : 'gzip';
    if (!forAll(req, page)) {
      res.writeHead(sentStatus(page.pattern, page.status), headersOf(page, as, false)).end(bytesOf(page[as]));
      return;
    }
    const age = ['Age', String(Math.max(0, Math.floor((ctx.now() - page.madeAt) / 1_000)))];
    if (req.headers['if-none-match'] === page.etag) {
      res.writeHead(304, headersOf(page, 'unchanged', true).concat(age)).end();
      return;
    }
    res.writeHead(200, headersOf(page, as, true).concat(age)).end(bytesOf(page[as]));
  }

  /** Each reader gets a token of their own, drawn as the answer is made. */
  const bytesOf = (body: KeptBody | null): Buffer | null =>
    body && 'around' in body ? body.around(newFormToken(ctx)) : body;

  async function renderWhole(here: Context, address: string, display: Display, pattern: string): Promise<Rendered> {
    const request = new Request(here.origin + address, { headers: { cookie: displayHeader(display) } });
    const placeholder = newFormToken(ctx);
    const response = await handle(request, { ctx: here, islands, nonce: '', visitor: null, formToken: placeholder });
    return {
      pattern,
      status: response.status,
      contentType: response.headers.get('content-type') ?? 'text/html; charset=utf-8',
      // What many get must not carry one reader's cookie.
      headers: headerList(response.headers).filter(([name]) => !NOT_PASSED_ON.test(name)),
      body: Buffer.from(await response.arrayBuffer()),
      placeholder,
    };
  }

  /** Pages of the main address have no mark of their own; ways of display begin with none either. */
  const keyAt = (here: Context, address: string, req: IncomingMessage) =>
    here === ctx ? keyOf(address, req) : `@${here.origin} ${keyOf(address, req)}`;

  const followCookie = hostCookieName('anshao-follow', ctx.origin);
  const opened = (req: IncomingMessage) => cookieIn(req.headers.cookie ?? '', followCookie) !== null;

  return {
    kept(req) {
      const page = isView(req) ? cache.get(keyAt(asked(req), req.url ?? '/', req)) : null;
      return page?.pattern === FOLLOW && opened(req) ? null : page;
    },
    has: (req, matched) =>
      isView(req) && addresses.has(matched, req.url ?? '/') && !(matched.pattern === FOLLOW && opened(req)),
    async make(req, matched) {
      const address = await addresses.of(matched, req.url ?? '/');
      const here = asked(req);
      const key = keyAt(here, address, req);
      const display = displayIn(req.headers.cookie ?? '');
      return cache.get(key) ?? cache.fill(key, () => renderWhole(here, address, display, matched.pattern));
    },
    send(req, res, page) {
      if ('plain' in page) return sendKept(req, res, page);
      const length: [string, string] = ['Content-Length', String(page.body.length)];
      const status = sentStatus(page.pattern, page.status);
      answer.head(res, status, [...page.headers, ['Cache-Control', 'no-store'], length]).end(page.body);
    },
  };
}

/** Headers of cached pages without their age, made once, because these answers are given thousands of times. */
function keptHeaders(answer: Answer) {
  const ready = new WeakMap<CachedPage, Map<string, string[]>>();
  return (page: CachedPage, as: Encoding | 'unchanged', forAll: boolean): string[] => {
    const known = ready.get(page) ?? new Map<string, string[]>();
    ready.set(page, known);
    const found = known.get(`${as} ${forAll}`);
    if (found) return found;
    const form = FORM_PAGES.includes(page.pattern);
    const headers: [string, string][] = [
      ['Content-Type', page.contentType],
      ['Cache-Control', forAll ? `public, max-age=${PUBLIC_SECONDS}` : 'no-store'],
      ['Vary', 'Accept-Encoding, Cookie'],
    ];
    if (forAll && page.etag) headers.push(['ETag', page.etag]);
    if (as !== 'unchanged') headers.push(['Content-Length', String(page[as]?.length)]);
    if (as === 'br' || as === 'gzip') headers.push(['Content-Encoding', as]);
    const made = form ? answer.flat(headers, RECORDING_POLICY, true) : answer.flat(headers);
    known.set(`${as} ${forAll}`, made);
    return made;
  };
}

const FOLLOW = '/:lang/follow';

/**
 * May browsers and proxies keep this answer? Not one with a form, and not for a reader with a preference or a session,
 * who would see the former page after changing it.
 */
const forAll = (req: IncomingMessage, { status, pattern }: CachedPage): boolean =>
  status === 200 && !FORM_PAGES.includes(pattern) && !OWN_COOKIE.test(req.headers.cookie ?? '');

/** Addresses begin with `/`, ways of display do not. */
function keyOf(address: string, req: IncomingMessage): string {
  const cookies = req.headers.cookie;
  return cookies && OWN_COOKIE.test(cookies) ? encodeDisplay(displayIn(cookies)) + address : NORMAL + address;
}
const NORMAL = encodeDisplay({ largeType: false, highContrast: false });

const isView = (req: IncomingMessage): boolean => req.method === 'GET' || req.method === 'HEAD';
