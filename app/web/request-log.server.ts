import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '~/services/logger.server';
import type { Answer } from './answer.server';
import { safeError } from './log.server';
import { bringsPlainWords, type MemorySweep } from './memory-sweep.server';
import { METHODS } from './request-facts.server';

/** What the log says about a request; `route` is set as soon as it is known. */
export type Trace = { route: string; started: number };

/** A route that is asked for every few seconds by whoever watches or waits, and so is not logged. */
export const UNLOGGED = 'unlogged';

export type Respond = (req: IncomingMessage, res: ServerResponse, trace: Trace) => Promise<void>;

/** What is known of a request once it is over; `status` is 0 where it had no answer. */
export type Ended = { method: string; route: string; status: number; ms: number };

type Parts = {
  log: Logger;
  answer: Answer;
  memory: MemorySweep | undefined;
  answered: ((request: Ended) => void) | undefined;
};

/** Logs each request when its answer is over, and answers for what `respond` throws. */
export const logged =
  (respond: Respond, { log, answer, memory, answered }: Parts) =>
  (req: IncomingMessage, res: ServerResponse): void => {
    const trace: Trace = { route: '-', started: performance.now() };
    // An error of one connection to which nobody listens would end the whole process.
    for (const stream of [req, res]) stream.on('error', () => res.destroy());
    // Line, request, body and log each wait for its end, which is more than Node's limit of listeners before it warns
    // of a leak.
    res.setMaxListeners(20);
    res.once('close', () => {
      if (bringsPlainWords(req, trace.route)) memory?.soon();
      if (trace.route === UNLOGGED) return;
      const method = METHODS.includes(req.method ?? '') ? (req.method ?? '') : 'OTHER';
      const ms = performance.now() - trace.started;
      const known = { method, route: trace.route, status: res.headersSent ? res.statusCode : 0 };
      answered?.({ ...known, ms });
      log('request', { ...known, ms: Math.round(ms / 10) * 10 });
    });
    respond(req, res, trace)
      .catch((error) => {
        if (res.destroyed) return;
        log('request.failed', { route: trace.route, ...safeError(error) });
        if (res.headersSent) res.destroy();
        else answer.plain(res, 500, 'server');
      })
      .catch(() => res.destroy());
  };
