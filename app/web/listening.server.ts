import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from '~/services/house.server';
import { safeError } from './log.server';

/** Answers a request so broken that there is no response object for it. */
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

/** Returns the port, which matters for port 0. */
export function listen(server: Server, port: number, host: string, log: Logger): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // Too many open files, say: one connection less, and not the end of the process.
      server.on('error', (error) => log('server.failed', safeError(error)));
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Idle connections are closed again and again: each becomes idle only when its last answer is out. */
export async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const force = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(force);
}
