import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppLoadContext, ServerBuild } from '@remix-run/node';
import type { House } from '~/services/house.server';
import type { PublicSource } from '~/services/public-values.server';
import type { Islands } from '~/ui/island';
import type { Answer } from './answer.server';
import { PAGE_POLICY, RECORDING_POLICY, scriptPagePolicy } from './headers.server';
import { bestEncoding, type PageCache } from './page-cache.server';
import type { Turn } from './plain-line.server';
import { COMPRESSED_PAGES } from './public-pages';
import { headerList, remixHandler, sendBody, toRequest, whole } from './remix-handler.server';
import type { Matched } from './route-pattern.server';
import { sharedPages } from './shared-pages.server';
import { holdingFor } from './upload-budget.server';

type Options = {
  house: House;
  build: ServerBuild;
  cache: PageCache;
  production: boolean;
  islands?: Islands | null;
  answer: Answer;
  source: PublicSource;
};

export type Asker = Pick<AppLoadContext, 'nonce' | 'visitor'>;

type Render = (req: IncomingMessage, res: ServerResponse, matched: Matched, asker: Asker, turn?: Turn) => Promise<void>;

export type Pages = {
  /** Answers from the cache; returns the page's route pattern, or null when it is not there. */
  fromCache: (req: IncomingMessage, res: ServerResponse) => string | null;
  render: Render;
};

/** Where a voice note can be recorded. */
const RECORDING_PAGES = ['/:lang/report', '/:lang/follow'];
const NOT_PASSED_ON = /^(?:cache-control|content-length|content-encoding|transfer-encoding|connection)$/i;

/** Answers made by the framework: shared ones through the cache, the others as they come and never stored. */
export function makePages({ house, build, cache, production, islands = null, answer, source }: Options): Pages {
  const handle = remixHandler(build, production);
  const shared = sharedPages({ house, cache, islands, answer, handle, source });

  const renderOne: Render = async (req, res, { pattern, scripts }, asker, turn) => {
    const made = () => {
      const request = toRequest(req, res, house.origin, turn?.body);
      return holdingFor(asker.visitor, () => handle(request, { house, islands, formToken: null, ...asker }));
    };
    // Whoever reads slowly holds no place in the line.
    const response = await (turn ? turn.pass(async () => whole(await made())) : made());
    const headers = headerList(response.headers).filter(([name]) => !NOT_PASSED_ON.test(name));
    const small = mayCompress(req, response, pattern);
    if (small) headers.push(['Content-Encoding', 'gzip'], ['Vary', 'Accept-Encoding']);
    headers.push(['Cache-Control', 'no-store']);
    const recording = RECORDING_PAGES.includes(pattern);
    const policy = scripts ? scriptPagePolicy(asker.nonce) : recording ? RECORDING_POLICY : PAGE_POLICY;
    answer.head(res, response.status, headers, policy, recording);
    await sendBody(response.body, res, small);
  };

  return {
    fromCache(req, res) {
      const page = shared.kept(req);
      if (!page) return null;
      shared.send(req, res, page);
      return page.pattern;
    },
    async render(req, res, matched, asker, turn) {
      if (!shared.has(req, matched)) return renderOne(req, res, matched, asker, turn);
      shared.send(req, res, await shared.make(req, matched));
    },
  };
}

function mayCompress(req: IncomingMessage, response: Response, pattern: string): boolean {
  if (req.method !== 'GET' || bestEncoding(req.headers['accept-encoding']) === 'plain') return false;
  if (!/^(?:text\/|image\/svg)/.test(response.headers.get('content-type') ?? '')) return false;
  return COMPRESSED_PAGES.includes(pattern);
}
