import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer, type Server as SocketServer } from 'node:net';
import type { Logger } from '~/services/logger.server';
import { safeError } from './log.server';

/** Connections accepted in one turn of the event loop. */
export const LISTENERS = 64;

const HELPER_MS = 10_000;
/** Hands every listening socket back: a descriptor that went to another process and back is a new one. */
const RETURN = 'process.on("message", (_, handle) => process.send("", handle))';

/**
 * The engine accepts one new connection for each listening socket in each turn of its event loop (libuv since 1.45),
 * and in the same turn answers hundreds that are already open. In a flood a newcomer then waits for a minute, or is
 * never accepted, while open connections are served as ever. So the site listens on the same socket several times over.
 * Node cannot do this by itself before the versions with `reusePort`, so the socket is sent to a helper process and
 * back, and the helper ends at once. Where none can be started, the site goes on with one.
 */
export async function listenMore(
  server: Server,
  { more, backlog }: { more: number; backlog: number },
  log: Logger,
): Promise<SocketServer[]> {
  const made: SocketServer[] = [];
  if (more < 1) return made;
  const helper = spawn(process.execPath, ['-e', RETURN], {
    // The helper needs none of the site's settings.
    env: {} as NodeJS.ProcessEnv,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  helper.on('error', () => undefined);
  try {
    for (let n = 0; n < more; n += 1) made.push(await another(server, helper, backlog, log));
  } catch (error) {
    log('listen.once', safeError(error));
  } finally {
    helper.kill();
  }
  return made;
}

async function another(server: Server, helper: ChildProcess, backlog: number, log: Logger): Promise<SocketServer> {
  const handle = await returned(server, helper);
  // The options are those with which an HTTP server accepts its own connections.
  const one = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket));
  // Set again, because the socket takes whichever value was set last.
  one.listen(handle, backlog);
  await once(one, 'listening');
  one.on('error', (error) => log('server.failed', safeError(error)));
  return one;
}

/** The bare handle and not the server: a server would listen in the helper too, and accept connections there. */
async function returned(server: Server, helper: ChildProcess): Promise<object> {
  const ended = new AbortController();
  const gone = (error?: unknown) => ended.abort(error instanceof Error ? error : new Error('The helper ended'));
  helper.once('error', gone).once('exit', gone);
  try {
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(HELPER_MS)]);
    const back = once(helper, 'message', { signal });
    helper.send('', (server as unknown as { _handle: SocketServer })._handle);
    const [, handle] = await back;
    if (!handle) throw new Error('The helper kept the socket');
    return handle;
  } finally {
    helper.off('error', gone).off('exit', gone);
  }
}
