import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '#db/launcher';
import { cloneTemplate, makeTemplate } from '../database/template';
import { freePort, type RunningSite, startCommand } from '../faults/running-site';
import { ensureBuilt } from '../runner/program';
import { RELEASED } from './short';

export type AttackedDemo = {
  origin: string;
  data: string;
  databaseUrl: string;
  /** Database and data folder from which copies are made: the demo as it was before anybody attacked it. */
  kept: { database: string; data: string };
};

declare module 'vitest' {
  interface ProvidedContext {
    attackedDemo: AttackedDemo;
    databaseServer: string;
  }
}

/** One fresh demo county for all attacks, made by `anshao demo`, and its site on loopback. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'anshao-attack-'));
  const [data, copy] = [join(folder, 'demo'), join(folder, 'kept')];
  const port = await freePort();
  // As it is built: from sources each of its processes would compile them first.
  const command = ['build/program/anshao.js', 'demo', '--months', String(RELEASED)];
  const demo = (): Promise<RunningSite> => startCommand(command, data, { port, loader: [] });
  await (await demo()).stop();
  const { url, stop } = await startPostgres({ data, durable: false });
  const { name } = await cloneTemplate(url, 'anshao');
  // The database's own folder stays where it is, because the server makes the copies.
  cpSync(data, copy, { recursive: true, filter: (path) => !path.startsWith(join(data, 'postgres')) });
  await makeTemplate(url);
  const site = await demo();
  project.provide('databaseServer', url);
  project.provide('attackedDemo', {
    origin: site.origin,
    data,
    databaseUrl: url,
    kept: { database: name, data: copy },
  });
  return async () => {
    await site.stop();
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
