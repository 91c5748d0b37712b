import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createVite } from 'vite';
import { startPostgres } from '#db/launcher';
import { readEnvironment } from '~/web/env.server';
import { showSignIns } from '../demo-county';
import type { DevelopedSite, openDevelopedSite } from './developed-site';

/**
 * `npm run dev`: the demo's county from the present sources. PostgreSQL and the demo's data are started once. After a
 * change only what changed is compiled anew, and a new site with its own connections replaces the old one.
 */
const environment = readEnvironment();
const postgres = environment.databaseUrl === null ? await startPostgres({ data: environment.data }) : null;
const databaseUrl = environment.databaseUrl ?? postgres?.url ?? '';

const front = createServer();
const vite = await createVite({
  // Vite's own headers are left out: where one is set already, Node sends only one Set-Cookie of an answer.
  server: { middlewareMode: true, cors: false, hmr: { server: front } },
  appType: 'custom',
  logLevel: 'warn',
});

let site = open();

async function open(): Promise<DevelopedSite> {
  // Vite loads the site, and not this program's own imports, so that every module is the changed one.
  const loaded = await vite.ssrLoadModule('/app/cli/develop/developed-site.ts');
  const build = await vite.ssrLoadModule('virtual:remix/server-build');
  const openSite = loaded.openDevelopedSite as typeof openDevelopedSite;
  return openSite({ environment: { ...environment, databaseUrl }, build: build as never, print });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

let changing: NodeJS.Timeout | undefined;

/** The present site; where it does not run, its error goes to whoever makes a request, until the next change. */
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
