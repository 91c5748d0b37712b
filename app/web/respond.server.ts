import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '~/services/context.server';
import type { Admission } from './admission.server';
import type { Answer } from './answer.server';
import type { AskedAddress } from './asked-address.server';
import type { Gate } from './gate.server';
import type { Pages } from './pages.server';
import type { PlainLine } from './plain-line.server';
import { refusedEarly } from './refused-early.server';
import type { SealedReports } from './report/report-sealed.server';
import type { Uploads } from './report/upload.server';
import { isSafe, isSound, pathOf } from './request-facts.server';
import { type Respond, type Trace, UNLOGGED } from './request-log.server';
import type { Matched } from './route-pattern.server';
import type { Status } from './status.server';
import { PLACE } from './waiting-page.server';

/** They never wait behind what visitors ask. */
const HEALTH = ['/healthz', '/readyz'];

/** Where tasks for proof-of-work are given out. */
const TASKS = '/proof-of-work';

export type SiteParts = {
  ctx: Context;
  answer: Answer;
  asked: AskedAddress;
  gate: Gate;
  admission: Admission;
  pages: Pages;
  plainLine: PlainLine;
  /** What takes posts of its own before the framework. */
  ownTakers: readonly (SealedReports | Uploads)[];
  /** True when there is such a static file, which has then been answered. */
  serveFile: (req: IncomingMessage, res: ServerResponse) => boolean;
  match: (path: string) => Matched;
  /** Database reachable, migrations current, and the server not about to stop. */
  ready: () => Promise<boolean>;
  /** What /readyz tells more; null for whoever may not know. */
  status: Status;
};

/** Looks at a request in this order: what costs nothing comes first, and the framework last. */
export const makeRespond =
  (site: SiteParts): Respond =>
  async (req, res, trace) => {
    const path = pathOf(req);
    if (isSafe(req.method) && HEALTH.includes(path)) {
      trace.route = UNLOGGED;
      return health(site, req, res);
    }
    // The cost of posts is counted once their body is known: see the line.
    if (isSafe(req.method) && !(await site.admission.begun(req, res))) return;
    if (!isSound(req.url ?? '')) return site.answer.plain(res, 400, 'notFound');
    const kept = site.pages.fromCache(req, res);
    if (kept) {
      trace.route = kept;
      return;
    }
    if (isSafe(req.method) && (await answeredByPath(site, req, res, trace))) return;
    await answerRoute(site, req, res, trace);
  };

async function health({ answer, ready, status }: SiteParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (pathOf(req) === '/healthz') return answer.text(res, 200, 'ok');
  const isReady = await ready().catch(() => false);
  const more = await status(req).catch(() => null);
  answer.json(res, isReady ? 200 : 503, { ready: isReady, ...more });
}

/** Everything that is no page of the framework. */
async function answeredByPath(
  site: SiteParts,
  req: IncomingMessage,
  res: ServerResponse,
  trace: Trace,
): Promise<boolean> {
  const path = pathOf(req);
  // No throttle applies: with these requests people in the midst of a flood pay for their turn.
  if (path === PLACE) {
    trace.route = UNLOGGED;
    site.plainLine.place({ req, res, visitor: site.admission.visitorOf(req) });
    return true;
  }
  if (site.serveFile(req, res)) {
    trace.route = 'static';
    return true;
  }
  if (path !== TASKS) return false;
  trace.route = TASKS;
  if (!(await site.admission.throttled(req, res, TASKS))) site.answer.json(res, 200, await site.gate.challenge());
  return true;
}

/**
 * Sealed reports and parts of files, posts without scripts, which wait in their line, and everything else that the
 * framework answers.
 */
async function answerRoute(site: SiteParts, req: IncomingMessage, res: ServerResponse, trace: Trace): Promise<void> {
  const { ctx, answer, admission, pages, plainLine, ownTakers } = site;
  const matched = site.match(pathOf(req));
  const { pattern } = matched;
  trace.route = pattern;
  if (refusedEarly(req, res, answer, site.asked(req).origin)) return;
  const visitor = admission.visitorOf(req);
  const taker = ownTakers.find((one) => one.isFor(req, matched));
  if (taker) {
    if (!(await admission.throttled(req, res, pattern))) await taker.take(req, res, visitor);
    return;
  }
  const asker = { nonce: randomBytes(16).toString('base64'), visitor };
  if (plainLine.isFor(req, pattern)) {
    ctx.addresses.saw(visitor);
    return plainLine.through({ req, res, visitor }, (turn) => pages.render(req, res, matched, asker, turn));
  }
  if (!(await admission.throttled(req, res, pattern))) await pages.render(req, res, matched, asker);
}
