import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A process of the bench: a server under test, its bare counterpart, or the load. */
export type Child = {
  /** What it said when it was ready. */
  ready: { port: number };
  /** Asks it something by name; see `answerParent`. */
  ask: <T>(question: string, about?: unknown) => Promise<T>;
  /** CPU time of the process so far, in milliseconds. */
  cpuMs: () => Promise<number>;
  /** Sends SIGKILL at once. */
  kill: () => Promise<void>;
  /** Sends SIGTERM, and after ten seconds SIGKILL. */
  stop: () => Promise<void>;
};

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../..');
const START_LIMIT_MS = 120_000;

/** Every process started and not yet ended, so that the bench leaves none behind. */
const running = new Set<ChildProcess>();

let profiles: string | undefined;

/** From now on every process writes CPU profiles when it ends, one for each thread, into a folder of its own name. */
export function profileInto(folder: string): void {
  profiles = resolve(folder);
}

function profiling(file: string): string[] {
  if (!profiles) return [];
  return ['--cpu-prof', `--cpu-prof-dir=${join(profiles, basename(file, '.ts'))}`];
}

/** Starts `tests/bench/FILE` with one JSON argument; what it prints goes to a file. */
export async function startChild(file: string, argument: unknown, outputFile: string): Promise<Child> {
  const output = openSync(outputFile, 'a');
  const child = spawn(
    process.execPath,
    [...profiling(file), '--import', 'tsx', join(HERE, file), JSON.stringify(argument)],
    {
      cwd: ROOT,
      stdio: ['ignore', output, output, 'ipc'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  closeSync(output);
  running.add(child);
  child.once('exit', () => running.delete(child));
  const ready = await firstMessage(child, `${file}, see ${outputFile}`);
  let asked = 0;
  const ask = <T>(question: string, about?: unknown): Promise<T> => {
    asked += 1;
    return answerOf<T>(child, { number: asked, question, about }, `${file}, see ${outputFile}`);
  };
  return {
    ready,
    ask,
    cpuMs: () => ask<number>('cpuMs'),
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

function firstMessage(child: ChildProcess, name: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`${name}: not ready in time`)), START_LIMIT_MS);
    child.once('exit', () => reject(new Error(`${name}: ended before it was ready`)));
    child.once('message', (message) => {
      clearTimeout(late);
      resolve(message as { port: number });
    });
  });
}

function answerOf<T>(child: ChildProcess, asked: { number: number; question: string; about: unknown }, name: string) {
  return new Promise<T>((resolve, reject) => {
    const settle = (settled: () => void) => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      settled();
    };
    const onMessage = (message: { number?: number; answer?: T; failed?: string }) => {
      if (message.number !== asked.number) return;
      settle(() => (message.failed ? reject(new Error(`${name}: ${message.failed}`)) : resolve(message.answer as T)));
    };
    const onExit = () => settle(() => reject(new Error(`${name}: ended before it answered`)));
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.send(asked);
  });
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(late);
}

export async function endAll(): Promise<void> {
  await Promise.all([...running].map((child) => end(child, 'SIGTERM')));
}
