import type { Server } from 'node:http';
import type { AddressInfo, Server as SocketServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from '~/services/logger.server';
import { safeError } from './log.server';
import { listenMore } from './more-listeners.server';

/** Answers a request so malformed that there is no response object for it. */
export function refuseBroken(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  raw: (status: number, reason: string) => string,
  log: Logger,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ([431, 'Request Header Fields Too Large'] as const)
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ([408, 'Request Timeout'] as const)
        : ([400, 'Bad Request'] as const);
  log('request', { method: 'OTHER', route: '-', status, ms: 0 });
  socket.end(raw(status, reason));
}

/**
 * How many connections that arrive at the same time may wait to be accepted. With the usual 511 the system makes others
 * try again after one, two, four … seconds. It may allow less (`net.core.somaxconn`).
 */
const MAX_KNOCKING = 4_096;

/** `listeners`: how many new connections are accepted in one turn of the event loop. */
export type ListenOptions = { port: number; host: string; listeners: number };

export type Listening = {
  /** The port in use, which matters when port 0 was asked for. */
  port: number;
  /** Takes nothing new, and finishes what is in flight within at most `graceMs`. */
  close: (graceMs: number) => Promise<void>;
};

export async function listen(server: Server, { listeners, ...where }: ListenOptions, log: Logger): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...where, backlog: MAX_KNOCKING }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // Too many open files, for instance: that is one connection less, and not the end of the process.
  server.on('error', (error) => log('server.failed', safeError(error)));
  const more = await listenMore(server, { more: listeners - 1, backlog: MAX_KNOCKING }, log);
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs) => close(server, more, graceMs),
  };
}

/** Idle connections are closed again and again, because each becomes idle only when its last answer is out. */
async function close(server: Server, more: readonly SocketServer[], graceMs: number): Promise<void> {
  // Each listener counts the connections that it accepted.
  const closed = Promise.all(
    [server, ...more].map((one) => new Promise<void>((resolve) => one.close(() => resolve()))),
  );
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(force);
}
