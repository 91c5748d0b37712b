import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Child, endAll, startChild } from './child';
import type { Load, LoadResult } from './load-process';

/** Where a run of the bench lives: one temporary folder, and nothing outside it. */
export type Workshop = {
  folder: string;
  /** A data folder of a site, whose database is stopped at the end whatever happened. */
  dataFolder: (name: string) => string;
  /** Runs autocannon in a process of its own; throws when an answer was not a success. */
  load: (load: Load) => Promise<LoadResult>;
  /** Progress, for people. */
  say: (line: string) => void;
  /** The last lines that each process of the bench wrote, for a run that failed. */
  lastWords: () => string;
  close: () => Promise<void>;
};

export function openWorkshop(say: (line: string) => void): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-bench-'));
  const dataFolders: string[] = [];
  let loader: Promise<Child> | undefined;
  return {
    folder,
    say,
    dataFolder: (name) => {
      const data = join(folder, name);
      dataFolders.push(data);
      return data;
    },
    load: async (load) => {
      loader ??= startChild('load-process.ts', null, join(folder, 'load.log'));
      return (await loader).ask<LoadResult>('run', load);
    },
    lastWords: () => lastWords(folder),
    close: async () => {
      await endAll();
      for (const data of dataFolders) await stopDatabase(data);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** A server that outlived a site which was killed. */
async function stopDatabase(data: string): Promise<void> {
  const pid = postmaster(data);
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGQUIT');
    for (let tries = 0; tries < 100; tries += 1) {
      process.kill(pid, 0);
      await wait(50);
    }
  } catch {
    // It is gone.
  }
}

function postmaster(data: string): number | null {
  try {
    return Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0]) || null;
  } catch {
    return null;
  }
}

function lastWords(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return files
    .map((name) => [name, ...readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(-12)].join('\n  '))
    .join('\n');
}
