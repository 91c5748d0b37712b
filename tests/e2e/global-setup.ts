import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDatabase } from '../database/global-setup';
import { ensureBuilt } from '../runner/program';
import { lightWorkers } from './light-argon2';
import { keepCounty, type PlayedCounty } from './played-county';

declare module 'vitest' {
  interface ProvidedContext {
    playedCounty: PlayedCounty;
    /** A folder with a file for each kind of page that axe has checked in this run. */
    lookedAt: string;
    /** A folder with the worker that derives keys, at the cost that the played county's keys have. */
    lightWorkers: string;
  }
}

/** The database server of all tests, and the county with which browser tests begin. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Workers begin after this, and with this process's environment.
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'anshao-county-'));
  const stop = await startDatabase(project);
  const lookedAt = join(folder, 'looked-at');
  mkdirSync(lookedAt);
  project.provide('lookedAt', lookedAt);
  project.provide('lightWorkers', lightWorkers(join(folder, 'light')));
  project.provide('playedCounty', await keepCounty(project.getProvidedContext().databaseServer, folder));
  return async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
