import { spawn } from 'node:child_process';
import { overwritingEnvironment } from '~/web/env.server';

/**
 * Runs this same program with this same command in a process whose C library overwrites what it frees: it reads that setting
 * once, when a process starts. Signals and the exit code are passed on. Resolves with the exit code.
 */
export function runAgain(): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: overwritingEnvironment(),
    // The channel closes when this process ends, however it does: the site then stops too (serve.ts).
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  // A terminal sends this one to both; a second one would mean: at once.
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
