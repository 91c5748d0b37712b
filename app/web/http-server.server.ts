import { createServer, type RequestListener, type Server } from 'node:http';
import type { Logger } from '~/services/logger.server';
import type { Answer } from './answer.server';
import { refuseBroken } from './listening.server';

/** The upper bound for one request: 100 MB over a slow phone. */
const REQUEST_MS = 45 * 60_000;

/** Node's server with bounded times and headers, which also answers what never becomes a request. */
export function httpServer(onRequest: RequestListener, answer: Answer, log: Logger): Server {
  const server = createServer(
    { requireHostHeader: false, headersTimeout: 20_000, requestTimeout: REQUEST_MS, keepAliveTimeout: 65_000 },
    onRequest,
  );
  server.timeout = 120_000;
  server.maxHeadersCount = 100;
  server.on('checkExpectation', (_, res) => answer.text(res, 417, 'Expectation Failed'));
  server.on('clientError', (error, socket) => refuseBroken(error, socket, answer.raw, log));
  server.on('connect', (_, socket) => {
    // Handed over without a listener, an error of a reset connection would end the whole process.
    socket.on('error', () => socket.destroy());
    socket.end(answer.raw(405, 'Method Not Allowed'));
  });
  return server;
}
