import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppLoadContext, ServerBuild } from '@remix-run/node';
import type { House } from '~/services/house.server';
import type { Islands } from '~/ui/island';
import type { Answer } from './answer.server';
import { PAGE_POLICY, RECORDING_POLICY, scriptPagePolicy } from './headers.server';
import { bestEncoding, type CachedPage, type Encoding, type PageCache, type Rendered } from './page-cache.server';
import { COMPRESSED_PAGES, cacheKey, PUBLIC_PAGES, PUBLIC_SECONDS } from './public-pages';
import { headerList, remixHandler, sendBody, toRequest } from './remix-handler.server';
import type { Matched } from './route-pattern.server';
import { holdingFor } from './upload-budget.server';

type Options = {
  house: House;
  build: ServerBuild;
  cache: PageCache;
  production: boolean;
  islands?: Islands | null;
  answer: Answer;
};

export type Asker = Pick<AppLoadContext, 'nonce' | 'visitor'>;

export type Pages = {
  /** Answers from the cache; returns the page's route pattern, or null when it is not there. */
  fromCache: (req: IncomingMessage, res: ServerResponse) => string | null;
  render: (req: IncomingMessage, res: ServerResponse, matched: Matched, asker: Asker) => Promise<void>;
};

/** Where a voice note can be recorded. */
const RECORDING_PAGES = ['/:lang/report', '/:lang/follow'];
const OWN_COOKIE = /(?:^|;\s*)(?:__Host-)?anshao/;
const NOT_PASSED_ON = /^(?:cache-control|content-length|content-encoding|transfer-encoding|connection)$/i;

/** Answers made by the framework: public ones through the cache, the others as they come and never stored. */
export function makePages({ house, build, cache, production, islands = null, answer }: Options): Pages {
  const handle = remixHandler(build, production);

  /** Headers of kept pages without their age: these answers are given thousands of times. */
  const ready = new WeakMap<CachedPage, Partial<Record<Encoding | 'unchanged', string[]>>>();

  function keptHeaders(page: CachedPage, as: Encoding | 'unchanged'): string[] {
    const known = ready.get(page) ?? {};
    ready.set(page, known);
    if (known[as]) return known[as];
    const headers: [string, string][] = [
      ['Content-Type', page.contentType],
      ['Cache-Control', `public, max-age=${PUBLIC_SECONDS}`],
      ['ETag', page.etag],
      ['Vary', 'Accept-Encoding, Cookie'],
    ];
    if (as !== 'unchanged') headers.push(['Content-Length', String(page[as].length)]);
    if (as === 'br' || as === 'gzip') headers.push(['Content-Encoding', as]);
    known[as] = answer.flat(headers);
    return known[as];
  }

  function sendKept(req: IncomingMessage, res: ServerResponse, page: CachedPage): void {
    const age = ['Age', String(Math.max(0, Math.floor((house.now() - page.madeAt) / 1_000)))];
    if (req.headers['if-none-match'] === page.etag) {
      res.writeHead(304, keptHeaders(page, 'unchanged').concat(age)).end();
      return;
    }
    const encoding = bestEncoding(req.headers['accept-encoding']);
    res.writeHead(200, keptHeaders(page, encoding).concat(age)).end(page[encoding]);
  }

  async function renderWhole(req: IncomingMessage, res: ServerResponse, pattern: string): Promise<Rendered> {
    const response = await handle(toRequest(req, res, house.origin, { detached: true }), {
      house,
      islands,
      nonce: '',
      visitor: null,
    });
    const all = headerList(response.headers);
    return {
      pattern,
      status: response.status,
      contentType: response.headers.get('content-type') ?? 'text/html; charset=utf-8',
      // What many get must not carry one reader's cookie.
      headers: all.filter(([name]) => !NOT_PASSED_ON.test(name) && name !== 'set-cookie'),
      body: Buffer.from(await response.arrayBuffer()),
    };
  }

  async function renderPublic(req: IncomingMessage, res: ServerResponse, pattern: string): Promise<void> {
    const made = await cache.fill(cacheKey(req.url ?? '/'), () => renderWhole(req, res, pattern));
    if ('plain' in made) return sendKept(req, res, made);
    const length: [string, string] = ['Content-Length', String(made.body.length)];
    answer.head(res, made.status, [...made.headers, ['Cache-Control', 'no-store'], length]).end(made.body);
  }

  return {
    fromCache(req, res) {
      if (!mayUseCache(req)) return null;
      const page = cache.get(cacheKey(req.url ?? '/'));
      if (!page) return null;
      sendKept(req, res, page);
      return page.pattern;
    },
    async render(req, res, { pattern, scripts }, asker) {
      if (mayUseCache(req) && isPublicPage(req.url ?? '/', pattern)) return renderPublic(req, res, pattern);
      const request = toRequest(req, res, house.origin);
      const response = await holdingFor(asker.visitor, () => handle(request, { house, islands, ...asker }));
      const headers = headerList(response.headers).filter(([name]) => !NOT_PASSED_ON.test(name));
      const small = mayCompress(req, response, pattern);
      if (small) headers.push(['Content-Encoding', 'gzip'], ['Vary', 'Accept-Encoding']);
      headers.push(['Cache-Control', 'no-store']);
      const recording = RECORDING_PAGES.includes(pattern);
      const policy = scripts ? scriptPagePolicy(asker.nonce) : recording ? RECORDING_POLICY : PAGE_POLICY;
      answer.head(res, response.status, headers, policy, recording);
      await sendBody(response.body, res, small);
    },
  };
}

/** Pages for a reader with a session or a display preference are made for them alone. */
function mayUseCache(req: IncomingMessage): boolean {
  return (req.method === 'GET' || req.method === 'HEAD') && !OWN_COOKIE.test(req.headers.cookie ?? '');
}

const isPublicPage = (url: string, pattern: string) =>
  PUBLIC_PAGES.includes(pattern) && !(url.split('?', 1)[0] ?? '').endsWith('.data');

function mayCompress(req: IncomingMessage, response: Response, pattern: string): boolean {
  if (req.method !== 'GET' || bestEncoding(req.headers['accept-encoding']) === 'plain') return false;
  if (!/^(?:text\/|image\/svg)/.test(response.headers.get('content-type') ?? '')) return false;
  return COMPRESSED_PAGES.includes(pattern) || PUBLIC_PAGES.includes(pattern);
}
