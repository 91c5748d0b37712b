import { spawn } from 'node:child_process';
import { overwritingEnvironment } from '~/web/env.server';

/**
 * Runs this same program with this same command in a process whose C library overwrites what it frees: it reads that setting
 * once, when a process starts. Resolves with its exit code.
 */
export function runAgain(): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: overwritingEnvironment(),
    // The channel closes when this process ends, however it does: the site then stops too (serve.ts).
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A terminal and a service manager signal both processes. Passed on as a signal, that would be the second one, which does not
  // wait; closing the channel says it once. Only what comes after that is passed on.
  const stop = (signal: NodeJS.Signals) => void (child.connected ? child.disconnect() : child.kill(signal));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // This listens to `exit` and not to `close`, which is never told after `disconnect` from here.
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
