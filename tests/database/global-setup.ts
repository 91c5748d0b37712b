import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '#db/launcher';
import { type KeptContext, keepContext } from './kept-context';
import { makeTemplate } from './template';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: string;
    keptContext: KeptContext;
  }
}

/** The server of all tests, and the county with which most tests of services begin. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stop = await startDatabase(project);
  const folder = mkdtempSync(join(tmpdir(), 'anshao-kept-'));
  project.provide('keptContext', await keepContext(project.getProvidedContext().databaseServer, folder));
  rmSync(folder, { recursive: true, force: true });
  return stop;
}

/** One embedded server for the whole run, with the migrated template that `freshDatabase` clones. */
export async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'anshao-test-'));
  const server = await startPostgres({ data, durable: false });
  await makeTemplate(server.url);
  project.provide('databaseServer', server.url);
  return async () => {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  };
}
