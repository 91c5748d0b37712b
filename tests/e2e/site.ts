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
import { quietLibraries } from '~/web/env.server';
import { readIslands } from '~/web/islands.server';
import { makePageCache } from '~/web/page-cache.server';
import { createSite, type SiteOptions } from '~/web/server';
import { type FreshDatabase, freshDatabase } from '../database/fresh-database';
import { cheapArgon2id } from '../database/kept-context';
import { freePort } from '../faults/running-site';
import { afterFile } from '../runner/after-file';
import { ensureBuilt } from '../runner/program';
import type { County } from '../services/fixtures';
import { keptCounty, type PlayedCounty } from './played-county';

/** Where a site lies: its database, with the owner's connection string, and the folder of blobs and keys. */
export type Place = Pick<FreshDatabase, 'db' | 'sql' | 'url' | 'owner'> & { data: string };

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
  place: Place;
  /** Stops it before the end of the file, as for another start on the same place. */
  close: () => Promise<void>;
};

export type TestSite = BareSite & { county: County };

/** A whole site in this process on a copy of the played county. */
export async function openSite(options?: Options): Promise<TestSite> {
  const kept = inject('playedCounty');
  const site = await openBareSite(kept, { light: true, ...options });
  return { ...site, county: keptCounty(kept) };
}

/**
 * `hosts`: the names at which it is served, the main one first. `ahead`: how far ahead its clock is. `light`: keys are
 * derived at the cost that the played county's have, in the browser, too.
 */
type Options = Pick<SiteOptions, 'throttleLimits'> & {
  hosts?: readonly string[];
  port?: number;
  ahead?: number;
  light?: boolean;
};

/** A site as it is at its first start: migrated, and empty unless a county is given. Closed after the test file. */
export async function openBareSite(kept?: PlayedCounty, options: Options = {}): Promise<BareSite> {
  const data = mkdtempSync(join(tmpdir(), 'anshao-e2e-'));
  afterFile(() => rmSync(data, { recursive: true, force: true }));
  if (kept) cpSync(kept.data, data, { recursive: true });
  return openSiteAt({ ...(await freshDatabase(kept?.database)), data }, options);
}

/** A site on a database and a folder that are there. Closed after the test file. */
export async function openSiteAt(
  place: Place,
  {
    hosts: [host, ...otherHosts] = ['localhost'],
    port: wanted,
    ahead: begun = 0,
    light = false,
    ...options
  }: Options = {},
): Promise<BareSite> {
  ensureBuilt();
  const { data, owner } = place;
  const port = wanted ?? (await freePort());
  const origin = `http://${host}:${port}`;
  const others = otherHosts.map((one) => `http://${one}:${port}`);
  let ahead = begun;
  const logged: string[] = [];
  const mails: Message[] = [];
  const cache = makePageCache(Date.now, 0);
  const made = makeContext({
    db: place.db,
    data,
    origin,
    otherOrigins: others,
    smtpUrl: null,
    log: (event, fields) => void logged.push(JSON.stringify({ event, ...fields })),
    publicChanged: () => cache.clear(),
    now: () => Date.now() + ahead,
  });
  const mail = { configured: true, send: async (message: Message) => void mails.push(message), close: () => undefined };
  const argon2id = light ? cheapArgon2id() : made.argon2id;
  const argon2idForCodes = light ? cheapArgon2id() : made.argon2idForCodes;
  const scripts = await serveScripts(made, await builtManifest());
  const ctx: Context = { ...made, mail, scripts, argon2id, argon2idForCodes };
  // As `anshao` does; React's other build would draw the pages else, more slowly.
  quietLibraries();
  const build = (await import(pathToFileURL(join(process.cwd(), 'build/server/index.js')).href)) as ServerBuild;
  const site = createSite({
    ctx,
    build,
    cache,
    production: true,
    folders: light ? [inject('lightWorkers'), ...STATIC_FOLDERS] : STATIC_FOLDERS,
    islands: readIslands(ISLANDS),
    ready: () => migrationsCurrent(ctx.db),
    ...options,
  });
  await site.listen(port, '127.0.0.1');
  const worker = startWorker(ctx, place.sql, { handlers: HANDLERS, periodic: [] });
  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    await site.close();
    await worker.stop();
  };
  const close = () => {
    closed ??= closeAll();
    return closed;
  };
  afterFile(close);
  const advance = (ms: number) => {
    ahead += ms;
  };
  return { origin, others, ctx, data, owner, mails, logged, advance, place, close };
}
