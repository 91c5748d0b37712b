import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { anshao } from '../runner/program';

/**
 * Data folder and database that a command is given; the embedded database where the address is empty. `program`: a built
 * one that is not this.
 */
export type Place = { where: string; url: string; program?: string };

const program = (words: string[], { program: other }: Place) =>
  other === undefined ? anshao(...words, '--json') : [other, ...words, '--json'];
const settings = ({ where, url }: Place) => ({
  ...process.env,
  NODE_ENV: 'test' as const,
  ANSHAO_DATA: where,
  ANSHAO_ORIGIN: 'http://localhost:3000',
  DATABASE_URL: url,
});

/** Runs a command to its end; `told` is what it printed for programs. */
export function runCommand(words: string[], place: Place) {
  const env = settings(place);
  const { status, stdout, stderr } = spawnSync(process.execPath, program(words, place), { encoding: 'utf8', env });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return { status, said: stdout + stderr, told: line.startsWith('{') ? JSON.parse(line) : null };
}

export async function eventually<T>(
  what: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(5)) {
    const got = await what();
    if (got) return got;
  }
  throw new Error('did not come true within a minute');
}

/** Runs a command until `then` comes true, and kills it there. */
export async function killOnce(words: string[], place: Place, then: () => Promise<unknown> | unknown): Promise<void> {
  const child = spawn(process.execPath, program(words, place), { env: settings(place), stdio: 'pipe' });
  const gone = once(child, 'exit');
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error(`ended by itself: ${String(child.stderr?.read() ?? '')}`);
    return await then();
  });
  child.kill('SIGKILL');
  expect((await gone)[1]).toBe('SIGKILL');
}
