import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { inject } from 'vitest';
import type { Connection } from '#db/client';
import { migrationsCurrent } from '#db/migrate';
import { builtManifest } from '~/cli/built-manifest';
import { ISLANDS, STATIC_FOLDERS } from '~/cli/static-folders';
import { HANDLERS } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import type { Context } from '~/services/context.server';
import { makeContext } from '~/services/context-factory.server';
import { serveScripts } from '~/services/log/served-scripts.server';
import type { Message } from '~/services/mail.server';
import { readIslands } from '~/web/islands.server';
import { makePageCache } from '~/web/page-cache.server';
import { createSite, type SiteOptions } from '~/web/server';
import { freshDatabase } from '../database/fresh-database';
import { freePort } from '../faults/running-site';
import { afterFile } from '../runner/after-file';
import { ensureBuilt } from '../runner/program';
import type { County } from '../services/fixtures';
import { keptCounty, type PlayedCounty } from './played-county';

export type BareSite = {
  origin: string;
  /** Further addresses at which it is served. */
  others: readonly string[];
  ctx: Context;
  /** The folder of blobs and keys. */
  data: string;
  /** A connection with the owner's rights. */
  owner: Connection;
  mails: Message[];
  /** Every structured log line, as written. */
  logged: string[];
  /** Moves the site's clock forward. */
  advance: (ms: number) => void;
};

export type TestSite = BareSite & { county: County };

/** A whole site in this process on a copy of the played county. */
export async function openSite(): Promise<TestSite> {
  const kept = inject('playedCounty');
  const site = await openBareSite(kept);
  return { ...site, county: keptCounty(kept) };
}

/** `hosts`: the names at which it is served, the main one first. */
type Options = Pick<SiteOptions, 'throttleLimits'> & { hosts?: readonly string[] };

/** A site as it is at its first start: migrated, and empty unless a county is given. Closed after the test file. */
export async function openBareSite(
  kept?: PlayedCounty,
  { hosts: [host, ...otherHosts] = ['localhost'], ...options }: Options = {},
): Promise<BareSite> {
  ensureBuilt();
  const data = mkdtempSync(join(tmpdir(), 'anshao-e2e-'));
  if (kept) cpSync(kept.data, data, { recursive: true });
  const database = await freshDatabase(kept?.database);
  const port = await freePort();
  const origin = `http://${host}:${port}`;
  const others = otherHosts.map((one) => `http://${one}:${port}`);
  let ahead = 0;
  const logged: string[] = [];
  const mails: Message[] = [];
  const cache = makePageCache(Date.now, 0);
  const made = makeContext({
    db: database.db,
    data,
    origin,
    otherOrigins: others,
    smtpUrl: null,
    log: (event, fields) => void logged.push(JSON.stringify({ event, ...fields })),
    publicChanged: () => cache.clear(),
    now: () => Date.now() + ahead,
  });
  const mail = { configured: true, send: async (message: Message) => void mails.push(message), close: () => undefined };
  const ctx: Context = { ...made, mail, scripts: await serveScripts(made, await builtManifest()) };
  const build = (await import(pathToFileURL(join(process.cwd(), 'build/server/index.js')).href)) as ServerBuild;
  const site = createSite({
    ctx,
    build,
    cache,
    production: true,
    folders: STATIC_FOLDERS,
    islands: readIslands(ISLANDS),
    ready: () => migrationsCurrent(ctx.db),
    ...options,
  });
  await site.listen(port, '127.0.0.1');
  const worker = startWorker(ctx, database.sql, { handlers: HANDLERS, periodic: [] });
  afterFile(async () => {
    await site.close();
    await worker.stop();
    rmSync(data, { recursive: true, force: true });
  });
  const advance = (ms: number) => {
    ahead += ms;
  };
  return { origin, others, ctx, data, owner: database.owner, mails, logged, advance };
}
