import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppLoadContext, ServerBuild } from '@remix-run/node';
import { isRefusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { type LineLimits, makeLine } from '~/services/line.server';
import type { PublicSource } from '~/services/publication/public-values.server';
import type { Islands } from '~/ui/island';
import type { Answer } from './answer.server';
import type { AskedAddress } from './asked-address.server';
import { PAGE_POLICY, RECORDING_POLICY, scriptPagePolicy } from './headers.server';
import { bestEncoding, type PageCache } from './page-cache.server';
import type { Turn } from './plain-line.server';
import { COMPRESSED_PAGES, sentStatus } from './public-pages';
import { headerList, remixHandler, sendBody, toRequest, whole } from './remix-handler.server';
import { holdingFor } from './report/upload-budget.server';
import type { Matched } from './route-pattern.server';
import { sharedPages } from './shared-pages.server';
import { whoAsks } from './who-asks.server';

type Options = {
  ctx: Context;
  build: ServerBuild;
  cache: PageCache;
  production: boolean;
  islands?: Islands | null;
  answer: Answer;
  asked: AskedAddress;
  source: PublicSource;
  renderLimits?: LineLimits;
};

export type Asker = Pick<AppLoadContext, 'nonce' | 'visitor'>;

type Render = (req: IncomingMessage, res: ServerResponse, matched: Matched, asker: Asker, turn?: Turn) => Promise<void>;

export type Pages = {
  /** Answers from the cache; returns the page's route pattern, or null when the page is not cached. */
  fromCache: (req: IncomingMessage, res: ServerResponse) => string | null;
  render: Render;
  /** How many wait to be made. */
  waiting: () => number;
};

/** Pages on which a voice note can be recorded. */
const RECORDING_PAGES = ['/:lang/report', '/:lang/follow'];
const NOT_PASSED_ON = /^(?:cache-control|content-length|content-encoding|transfer-encoding|connection)$/i;

/**
 * Pages made at once: as many as keep one processor and the database busy. No network may take more than half of them.
 */
const ROOM: LineLimits = { places: 12, perKey: 6, most: 1_024 };
const HOLD_MS = 30_000;

/** Answers made by the framework: shared ones through the cache, the others as they come and never stored. */
export function makePages(options: Options): Pages {
  const { ctx, build, cache, production, islands = null, answer, asked, source } = options;
  const handle = remixHandler(build, production);
  const shared = sharedPages({ ctx, asked, cache, islands, answer, handle, source });

  const line = makeLine(ctx.now, options.renderLimits ?? ROOM);

  /**
   * Makes the page in a line that is fair to networks. Null when the request's turn did not come, and it has been
   * answered.
   */
  async function inTurn<T>(req: IncomingMessage, res: ServerResponse, visitor: string, make: () => Promise<T>) {
    let begun = false;
    const work = () => {
      begun = true;
      return make();
    };
    try {
      return await line.pass({ of: whoAsks(ctx, req, visitor) }, work, HOLD_MS);
    } catch (error) {
      if (begun || !isRefusal(error)) throw error;
      answer.plain(res, 429, 'busy', [['Retry-After', String(HOLD_MS / 1_000)]]);
      return null;
    }
  }

  async function makeOne(req: IncomingMessage, res: ServerResponse, asker: Asker, turn?: Turn): Promise<Response> {
    const here = asked(req);
    const request = toRequest(req, res, here.origin, turn?.body);
    const said = new Headers();
    const context = { ctx: here, islands, formToken: null, said, ...asker };
    const response = await holdingFor(asker.visitor, () => handle(request, context));
    for (const [name, value] of said) response.headers.set(name, value);
    return response;
  }

  async function sendOne(
    req: IncomingMessage,
    res: ServerResponse,
    matched: Matched,
    nonce: string,
    response: Response,
  ) {
    const { pattern, scripts } = matched;
    const headers = headerList(response.headers).filter(([name]) => !NOT_PASSED_ON.test(name));
    const small = mayCompress(req, response, pattern);
    if (small) headers.push(['Content-Encoding', 'gzip'], ['Vary', 'Accept-Encoding']);
    headers.push(['Cache-Control', 'no-store']);
    const recording = RECORDING_PAGES.includes(pattern);
    const policy = scripts ? scriptPagePolicy(nonce) : recording ? RECORDING_POLICY : PAGE_POLICY;
    const status = isView(req) ? sentStatus(pattern, response.status) : response.status;
    answer.head(res, status, headers, policy, recording);
    await sendBody(response.body, res, small);
  }

  return {
    waiting: line.waiting,
    fromCache(req, res) {
      const page = shared.kept(req);
      if (!page) return null;
      shared.send(req, res, page);
      return page.pattern;
    },
    async render(req, res, matched, asker, turn) {
      const one = () => makeOne(req, res, asker, turn);
      if (shared.has(req, matched)) {
        const page = await inTurn(req, res, asker.visitor ?? '', () => shared.make(req, matched));
        if (page) shared.send(req, res, page);
        return;
      }
      // Whoever reads or sends slowly occupies no place in a line: posts wait in the one before plain forms, or in
      // none.
      const made = turn
        ? await turn.pass(async () => whole(await one()))
        : await (isView(req) ? inTurn(req, res, asker.visitor ?? '', one) : one());
      if (made) await sendOne(req, res, matched, asker.nonce, made);
    },
  };
}

const isView = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD';

function mayCompress(req: IncomingMessage, response: Response, pattern: string): boolean {
  if (req.method !== 'GET' || bestEncoding(req.headers['accept-encoding']) === 'plain') return false;
  if (!/^(?:text\/|image\/svg)/.test(response.headers.get('content-type') ?? '')) return false;
  return COMPRESSED_PAGES.includes(pattern);
}
