import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createVite } from 'vite';
import { startPostgres } from '#db/launcher';
import { readEnvironment } from '~/web/env.server';
import { showSignIns } from '../demo-county';
import type { DevelopedSite, openDevelopedSite } from './developed-site';

/**
 * `npm run dev`: the demo's county from the sources as they stand. PostgreSQL and the demo's data are started once; after a
 * change only what changed is compiled anew, and a new site takes the place of the old one, with its own connections.
 */
const environment = readEnvironment();
const postgres = environment.databaseUrl === null ? await startPostgres({ data: environment.data }) : null;
const databaseUrl = environment.databaseUrl ?? postgres?.url ?? '';

const front = createServer();
const vite = await createVite({
  // Without Vite’s own headers: where one is set already, Node keeps one Set-Cookie of an answer.
  server: { middlewareMode: true, cors: false, hmr: { server: front } },
  appType: 'custom',
  logLevel: 'warn',
});

let site = open();

async function open(): Promise<DevelopedSite> {
  // The site is loaded by Vite and not by this program's own imports, so that every module is the changed one.
  const loaded = await vite.ssrLoadModule('/app/cli/develop/developed-site.ts');
  const build = await vite.ssrLoadModule('virtual:remix/server-build');
  const openSite = loaded.openDevelopedSite as typeof openDevelopedSite;
  return openSite({ environment: { ...environment, databaseUrl }, build: build as never, print });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

let changing: NodeJS.Timeout | undefined;

/** The site as it stands now; where that does not run, its error goes to whoever asks, until the next change. */
async function replaced(before: Promise<DevelopedSite>): Promise<DevelopedSite> {
  const old = await before.catch(() => null);
  const started = performance.now();
  try {
    const now = await open();
    print(`Reloaded in ${((performance.now() - started) / 1_000).toFixed(1)} s`);
    return now;
  } catch (error) {
    print(`Not reloaded: ${(error as Error).stack}`);
    throw error;
  } finally {
    void old?.close();
  }
}

/** The next request waits for the new site; the old one finishes what it has begun. */
function changed(): void {
  clearTimeout(changing);
  changing = setTimeout(() => {
    site = replaced(site);
    site.catch(() => undefined);
  }, 50);
}

for (const event of ['add', 'change', 'unlink'] as const) {
  vite.watcher.on(event, (path) => {
    if (/\/(?:app|db)\/.+\.(?:tsx?|sql)$/.test(path)) changed();
  });
}

front.on('request', (req: IncomingMessage, res: ServerResponse) => {
  vite.middlewares(req, res, () => {
    site.then(
      ({ handle }) => handle(req, res),
      (error: Error) => res.writeHead(500, { 'Content-Type': 'text/plain;charset=utf-8' }).end(error.stack),
    );
  });
});
front.listen(environment.port, environment.host);
await site;
showSignIns(environment.origin, environment.data, print);

async function stop(): Promise<void> {
  front.close();
  front.closeAllConnections();
  await (await site).close();
  await vite.close();
  await postgres?.stop();
  process.exit();
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
