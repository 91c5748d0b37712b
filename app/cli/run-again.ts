import { spawn } from 'node:child_process';
import { overwritingEnvironment } from '~/web/env.server';

/**
 * Runs this same program with the same command in a process whose C library overwrites the memory that it frees; the
 * library reads that setting only when a process starts. Resolves with the exit code.
 */
export function runAgain(): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: overwritingEnvironment(),
    // The channel closes when this process ends, however it ends, and then the site stops too (serve.ts).
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // A terminal and a service manager signal both processes. Passed on as a signal, it would be the site's second one,
  // which does not wait; closing the channel says it only once. Only further signals are passed on.
  const stop = (signal: NodeJS.Signals) => void (child.connected ? child.disconnect() : child.kill(signal));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // This listens to `exit` and not to `close`, which does not fire after `disconnect` from here.
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
