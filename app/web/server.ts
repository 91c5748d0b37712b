import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import { chinaDate } from '~/domain/dates';
import type { Context } from '~/services/context.server';
import type { LineLimits } from '~/services/line.server';
import { type PublicSource, publicSource } from '~/services/publication/public-values.server';
import type { Islands } from '~/ui/island';
import { makeAnswer, onceOver } from './answer.server';
import { type BeginLimits, beginInTurn } from './begun-in-turn.server';
import { makeGate, type PressureLimits } from './gate.server';
import './load-context';
import { type Listening, listen, refuseBroken } from './listening.server';
import { safeError } from './log.server';
import { bringsPlainWords, type MemorySweep } from './memory-sweep.server';
import type { PageCache } from './page-cache.server';
import { makePages } from './pages.server';
import { makePlainLine, type PlainLineLimits } from './plain-line.server';
import { clientAddress, type TrustedProxies, trustedProxies } from './proxy.server';
import { refusedEarly } from './refused-early.server';
import { passedOn } from './remix-handler.server';
import { sealedReports } from './report/report-sealed.server';
import { uploads } from './report/upload.server';
import type { QuotaLimits } from './report/upload-quota.server';
import { headerText, isSafe, isSound, METHODS, partBytes, throttleKind } from './request-facts.server';
import { routeMatcher } from './route-pattern.server';
import { staticFiles } from './static-files.server';
import type { makeThrottle } from './throttle.server';
import { PLACE } from './waiting-page.server';
import { whoAsks } from './who-asks.server';

export type SiteOptions = {
  ctx: Context;
  build: ServerBuild;
  cache: PageCache;
  production: boolean;
  /** Folders of static files, the first that has a path wins. */
  folders: string[];
  /** Scripts of the public pages, from `readIslands`; without them pages work the plain way. */
  islands?: Islands;
  /** For /readyz: database reachable and migrations current. */
  ready: () => Promise<boolean>;
  /** Proxies that are believed about visitors' addresses; by default none is. */
  proxies?: TrustedProxies;
  throttleLimits?: Parameters<typeof makeThrottle>[2];
  pressureLimits?: PressureLimits;
  quotaLimits?: QuotaLimits;
  plainLineLimits?: PlainLineLimits;
  renderLimits?: LineLimits;
  beginLimits?: BeginLimits;
  /** New connections taken up in one turn of the event loop; by default one. */
  listeners?: number;
  /** Without it, what was typed in the clear stays in memory as long as nothing else takes its place. */
  memory?: MemorySweep;
  /** What public pages can be asked for; by default what the database holds. */
  source?: PublicSource;
};

export type Site = {
  server: Server;
  listen: (port: number, host: string) => Promise<number>;
  /** Takes nothing new, finishes what is in flight, at most `graceMs`. */
  close: (graceMs?: number) => Promise<void>;
};

/** Upper bound for one request: 100 MB over a slow phone. */
const REQUEST_MS = 45 * 60_000;

/** Asked for every few seconds by whoever watches or waits: not logged. */
const UNLOGGED = 'unlogged';

/** Never wait behind what visitors ask. */
const HEALTH = ['/healthz', '/readyz'];

/** Tasks for proof-of-work. */
const TASKS = '/proof-of-work';

type Trace = { route: string; started: number };

/** The web server: static files, health, checks of Origin and size, throttles, the page cache, then the framework. */
export function createSite(options: SiteOptions): Site {
  const { ctx } = options;
  const answer = makeAnswer(ctx.origin);
  const serveFile = staticFiles(options.folders, ctx.origin);
  const match = routeMatcher(options.build);
  const pages = makePages({ ...options, answer, source: options.source ?? publicSource(ctx) });
  const gate = makeGate(ctx.now, () => chinaDate(ctx.now()), {
    native: ctx.native,
    ...(options.throttleLimits && { throttle: options.throttleLimits }),
    ...(options.pressureLimits && { pressure: options.pressureLimits }),
    ...(options.quotaLimits && { quota: options.quotaLimits }),
  });
  const proxies = options.proxies ?? trustedProxies([]);
  const inTurn = beginInTurn(options.beginLimits);
  const plainLine = makePlainLine({ ctx, answer, proven: gate.proven, begun }, options.plainLineLimits);
  const taken = [sealedReports({ ctx, answer, stored: gate.stored }), uploads({ ctx, answer })];
  let stopping = false;
  let listening: Listening | null = null;

  async function health(path: string, res: ServerResponse): Promise<void> {
    if (path === '/healthz') return answer.text(res, 200, 'ok');
    const ready = !stopping && (await options.ready().catch(() => false));
    answer.json(res, ready ? 200 : 503, { ready });
  }

  const visitorOf = (req: IncomingMessage) =>
    clientAddress(req.socket.remoteAddress, headerText(req.headers['x-forwarded-for']), proxies);

  async function throttled(req: IncomingMessage, res: ServerResponse, pattern: string): Promise<boolean> {
    const proof = headerText(req.headers['x-proof-of-work']);
    const visitor = visitorOf(req);
    ctx.addresses.saw(visitor);
    const kind = throttleKind(req.method, pattern);
    const admission = await gate.admit(kind, visitor, proof, partBytes(req));
    if (admission.in) {
      onceOver(res, () => admission.ended?.(passedOn(req)));
      return false;
    }
    const needed: [string, string][] = admission.proof ? [['X-Proof-Of-Work', 'needed']] : [];
    const more: [string, string][] = [['Retry-After', String(admission.seconds)], ...needed];
    if (kind === 'upload') answer.json(res, 429, { code: 'busy', field: admission.quota ? 'quota' : null }, more);
    else answer.plain(res, 429, 'busy', more);
    return true;
  }

  /** Resolves when it may be begun; false when too many of its network wait, which it has been told. */
  function begun(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    return new Promise((resolve) =>
      inTurn({
        of: () => whoAsks(ctx, req, visitorOf(req)),
        gone: () => res.destroyed,
        settle(how) {
          if (how === 'tooMany') answer.plain(res, 429, 'busy', [['Retry-After', '2']]);
          resolve(how === 'begun');
        },
      }),
    );
  }

  async function respond(req: IncomingMessage, res: ServerResponse, trace: Trace): Promise<void> {
    const url = req.url ?? '';
    const path = url.split('?', 1)[0] ?? '/';
    if (stopping) res.shouldKeepAlive = false;
    if (isSafe(req.method) && HEALTH.includes(path)) {
      trace.route = UNLOGGED;
      return health(path, res);
    }
    // What posts cost comes after their body: see the line.
    if (isSafe(req.method) && !(await begun(req, res))) return;
    if (!isSound(url)) return answer.plain(res, 400, 'notFound');
    const kept = pages.fromCache(req, res);
    if (kept) {
      trace.route = kept;
      return;
    }
    // No throttle: with these requests people in the midst of a flood pay for their turn.
    if (isSafe(req.method) && path === PLACE) {
      trace.route = UNLOGGED;
      return plainLine.place({ req, res, visitor: visitorOf(req) });
    }
    if (isSafe(req.method) && serveFile(req, res)) {
      trace.route = 'static';
      return;
    }
    if (isSafe(req.method) && path === TASKS) {
      trace.route = TASKS;
      if (!(await throttled(req, res, TASKS))) answer.json(res, 200, await gate.challenge());
      return;
    }
    const matched = match(path);
    trace.route = matched.pattern;
    if (refusedEarly(req, res, answer, ctx.origin)) return;
    const visitor = visitorOf(req);
    const early = taken.find((one) => one.isFor(req, matched));
    if (early) {
      if (!(await throttled(req, res, matched.pattern))) await early.take(req, res, visitor);
      return;
    }
    const asker = { nonce: randomBytes(16).toString('base64'), visitor };
    if (plainLine.isFor(req, matched.pattern)) {
      ctx.addresses.saw(visitor);
      return plainLine.through({ req, res, visitor }, (turn) => pages.render(req, res, matched, asker, turn));
    }
    if (!(await throttled(req, res, matched.pattern))) await pages.render(req, res, matched, asker);
  }

  function onRequest(req: IncomingMessage, res: ServerResponse): void {
    const trace: Trace = { route: '-', started: performance.now() };
    // An error of one connection that nobody listens for would be the whole process's.
    for (const stream of [req, res]) stream.on('error', () => res.destroy());
    // Line, request, body and log each wait for its end: more than Node takes for a leak, and as many for every answer.
    res.setMaxListeners(20);
    res.once('close', () => {
      if (bringsPlainWords(req, trace.route)) options.memory?.soon();
      if (trace.route === UNLOGGED) return;
      const method = METHODS.includes(req.method ?? '') ? (req.method ?? '') : 'OTHER';
      const ms = Math.round((performance.now() - trace.started) / 10) * 10;
      ctx.log('request', { method, route: trace.route, status: res.headersSent ? res.statusCode : 0, ms });
    });
    respond(req, res, trace)
      .catch((error) => {
        if (res.destroyed) return;
        ctx.log('request.failed', { route: trace.route, ...safeError(error) });
        if (res.headersSent) res.destroy();
        else answer.plain(res, 500, 'server');
      })
      .catch(() => res.destroy());
  }

  const server = createServer(
    { requireHostHeader: false, headersTimeout: 20_000, requestTimeout: REQUEST_MS, keepAliveTimeout: 65_000 },
    onRequest,
  );
  server.timeout = 120_000;
  server.maxHeadersCount = 100;
  server.on('checkExpectation', (_, res) => answer.text(res, 417, 'Expectation Failed'));
  server.on('clientError', (error, socket) => refuseBroken(error, socket, answer.raw, ctx.log));
  server.on('connect', (_, socket) => {
    // Handed over without a listener: a reset connection would be an error of the whole process.
    socket.on('error', () => socket.destroy());
    socket.end(answer.raw(405, 'Method Not Allowed'));
  });

  return {
    server,
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
