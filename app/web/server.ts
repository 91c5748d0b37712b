import type { Server } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import { chinaDate } from '~/domain/dates';
import type { Context } from '~/services/context.server';
import type { LineLimits } from '~/services/line.server';
import { type PublicSource, publicSource } from '~/services/publication/public-values.server';
import type { Islands } from '~/ui/island';
import { makeAdmission } from './admission.server';
import { makeAnswer } from './answer.server';
import { askedAddress } from './asked-address.server';
import type { BeginLimits } from './begun-in-turn.server';
import { makeGate, type PressureLimits } from './gate.server';
import { httpServer } from './http-server.server';
import './load-context';
import { type Listening, listen } from './listening.server';
import type { MemorySweep } from './memory-sweep.server';
import type { PageCache } from './page-cache.server';
import { makePages } from './pages.server';
import { makePlainLine, type PlainLineLimits } from './plain-line.server';
import { type TrustedProxies, trustedProxies } from './proxy.server';
import { sealedReports } from './report/report-sealed.server';
import { uploads } from './report/upload.server';
import type { QuotaLimits } from './report/upload-quota.server';
import { type Ended, logged } from './request-log.server';
import { makeRespond } from './respond.server';
import { routeMatcher } from './route-pattern.server';
import { staticFiles } from './static-files.server';
import { makeStatus } from './status.server';
import type { makeThrottle } from './throttle.server';

export type SiteOptions = {
  ctx: Context;
  build: ServerBuild;
  cache: PageCache;
  production: boolean;
  /** Folders of static files; the first that has a path is used. */
  folders: string[];
  /** Scripts of the public pages, from `readIslands`; without them pages work as plain forms. */
  islands?: Islands;
  /** What /readyz asks: is the database reachable, and are its migrations current? */
  ready: () => Promise<boolean>;
  /** Who brings it is told more by /readyz; by default nobody is. */
  statusToken?: string | null;
  /** Proxies that are trusted about visitors' addresses; by default none is. */
  proxies?: TrustedProxies;
  throttleLimits?: Parameters<typeof makeThrottle>[2];
  pressureLimits?: PressureLimits;
  quotaLimits?: QuotaLimits;
  plainLineLimits?: PlainLineLimits;
  renderLimits?: LineLimits;
  beginLimits?: BeginLimits;
  /** New connections accepted in one turn of the event loop; by default one. */
  listeners?: number;
  /** Without it, what was typed in the clear stays in memory as long as nothing else overwrites it. */
  memory?: MemorySweep;
  /** Told of each request once it is over. */
  answered?: (request: Ended) => void;
  /** What public pages can be asked for; by default what the database holds. */
  source?: PublicSource;
};

export type Site = {
  server: Server;
  listen: (port: number, host: string) => Promise<number>;
  /** How many requests wait in its lines now. */
  waiting: () => { pages: number; plain: number };
  /** Takes nothing new, and finishes what is in flight within at most `graceMs`. */
  close: (graceMs?: number) => Promise<void>;
};

/** The web server: static files, health, checks of Origin and size, throttles, the page cache, then the framework. */
export function createSite(options: SiteOptions): Site {
  const { ctx } = options;
  const answer = makeAnswer(ctx.origin);
  const serveFile = staticFiles(options.folders, ctx.origin);
  const match = routeMatcher(options.build);
  const asked = askedAddress(ctx);
  const pages = makePages({ ...options, answer, asked, source: options.source ?? publicSource(ctx) });
  const gate = makeGate(ctx.now, () => chinaDate(ctx.now()), {
    native: ctx.native,
    ...(options.throttleLimits && { throttle: options.throttleLimits }),
    ...(options.pressureLimits && { pressure: options.pressureLimits }),
    ...(options.quotaLimits && { quota: options.quotaLimits }),
  });
  const proxies = options.proxies ?? trustedProxies([]);
  const admission = makeAdmission({ ctx, gate, answer, proxies, limits: options.beginLimits });
  const plainLine = makePlainLine(
    { ctx, answer, proven: gate.proven, begun: admission.begun },
    options.plainLineLimits,
  );
  let stopping = false;
  let listening: Listening | null = null;
  const ownTakers = [sealedReports({ ctx, answer, stored: gate.stored }), uploads({ ctx, answer })];
  const site = { ctx, answer, asked, gate, admission, pages, plainLine, ownTakers };
  const ready = async () => !stopping && (await options.ready());
  const status = makeStatus(ctx, options.statusToken ?? null);
  const respond = makeRespond({ ...site, serveFile, match, ready, status });
  const onRequest = logged(respond, {
    log: ctx.log,
    answer,
    memory: options.memory,
    answered: options.answered,
  });
  const server = httpServer(
    (req, res) => {
      if (stopping) res.shouldKeepAlive = false;
      onRequest(req, res);
    },
    answer,
    ctx.log,
  );

  return {
    server,
    waiting: () => ({ pages: pages.waiting(), plain: plainLine.waiting() }),
    async listen(port, host) {
      listening = await listen(server, { port, host, listeners: options.listeners ?? 1 }, ctx.log);
      return listening.port;
    },
    async close(graceMs = 25_000) {
      stopping = true;
      await listening?.close(graceMs);
    },
  };
}
