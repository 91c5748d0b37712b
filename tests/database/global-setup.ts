import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '#db/launcher';
import { makeTemplate } from '#db/template';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: string;
  }
}

/** One embedded server for the whole run, with the migrated template that `freshDatabase` clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), 'anshao-test-'));
  const server = await startPostgres({ data, durable: false });
  await makeTemplate(server.url);
  project.provide('databaseServer', server.url);
  return async () => {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  };
}
