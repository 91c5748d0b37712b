import { untilStopped } from '~/cli/serve';
import type { Context } from '~/services/context.server';
import { makeLog } from '~/web/log.server';

/** A process that runs until it is stopped, and in which something is thrown that nobody catches. */
const log = makeLog(
  (text) => process.stdout.write(text),
  () => '2026-01-01',
);
const keptAlive = setInterval(() => undefined, 1_000);
const stop = async () => {
  clearInterval(keptAlive);
  log('stopped');
  log.flush();
};
setTimeout(() => {
  const error = Object.assign(new Error(`open '/secret/${process.argv[3]}'`), { code: 'ENOENT' });
  if (process.argv[2] === 'rejected') {
    void Promise.reject(error);
    // It goes on: only a signal ends it.
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50);
  } else throw error;
}, 10);
process.exitCode = await untilStopped({ ctx: { log } as unknown as Context, port: 0, stop, flush: log.flush });
