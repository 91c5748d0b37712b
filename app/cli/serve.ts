import { existsSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { migrationsCurrent } from '#db/migrate';
import { holdSiteLock } from '#db/site-lock';
import { chinaDate } from '~/domain/dates';
import { backupByNight } from '~/jobs/backup.server';
import { HANDLERS, PERIODIC } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import type { Context } from '~/services/context.server';
import { ownLogKey, WrongSecretError } from '~/services/log/log-keys.server';
import { logServedAddresses } from '~/services/log/served-addresses.server';
import { serveScripts } from '~/services/log/served-scripts.server';
import { settleAddress, WrongAddressError } from '~/services/log/site-address.server';
import type { Environment } from '~/web/env.server';
import { readIslands } from '~/web/islands.server';
import { type Log, makeLog, safeError } from '~/web/log.server';
import { memorySweep } from '~/web/memory-sweep.server';
import { LISTENERS } from '~/web/more-listeners.server';
import { makePageCache } from '~/web/page-cache.server';
import { trustedProxies } from '~/web/proxy.server';
import { PUBLIC_SECONDS } from '~/web/public-pages';
import { createSite, type SiteOptions } from '~/web/server';
import { builtManifest } from './built-manifest';
import { followChanges } from './changed-elsewhere';
import { type OpenContext, openContext } from './open-context';
import { siteMetrics } from './site-metrics';
import { offerSetup, warnOfCommitTimes } from './start-notices';
import { BUILD, ISLANDS, STATIC_FOLDERS } from './static-folders';

export type ServeOptions = {
  environment: Environment;
  print: (line: string) => void;
  /** Runs before the site opens; the demo makes its county here. */
  prepare?: (ctx: Context) => Promise<void>;
  throttleLimits?: SiteOptions['throttleLimits'];
  pressureLimits?: SiteOptions['pressureLimits'];
  quotaLimits?: SiteOptions['quotaLimits'];
  /** How long words that came in the clear may stay in memory. */
  plainWordsMs?: number;
};

export type Serving = {
  ctx: Context;
  port: number;
  /** Finishes what is in flight, then releases worker and database. */
  stop: () => Promise<void>;
  /** Writes out log lines that are held back. */
  flush: () => void;
};

const POOL = 20;

/** Starts database, migrations, context, web server and job worker in this order, and stops them in reverse. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { environment, print } = options;
  const build = await loadBuild();
  const log = makeLog(
    (text) => writeOut(text),
    () => chinaDate(Date.now()),
  );
  const open = await openContext(environment, log, POOL);
  try {
    await options.prepare?.(open.ctx);
    await settleAddress(open.ctx);
    await logServedAddresses(open.ctx);
    quietConsole(log);
    const serving = await openSite(options, open, build, log);
    print(`Anshao on ${shownAddress(environment, serving.port)}`);
    await warnOfCommitTimes(open.ctx, print);
    await offerSetup(open.ctx, print);
    return serving;
  } catch (error) {
    await open.close();
    throw error;
  }
}

async function openSite(
  { environment, throttleLimits, pressureLimits, quotaLimits, plainWordsMs }: ServeOptions,
  open: OpenContext,
  build: ServerBuild,
  log: Log,
): Promise<Serving> {
  const { connection } = open;
  const cache = makePageCache(Date.now, PUBLIC_SECONDS * 1_000);
  const publicChanged = () => {
    cache.clear();
    open.ctx.publicChanged();
  };
  const scripts = await serveScripts(open.ctx, await builtManifest());
  const { securityContact } = environment;
  const ctx: Context = { ...open.ctx, publicChanged, scripts, ...(securityContact && { securityContact }) };
  await followChanges(connection, ctx, cache);
  const metrics = siteMetrics(ctx, environment.metrics, () => site.waiting());
  const site = createSite({
    ctx,
    build,
    cache,
    production: true,
    folders: STATIC_FOLDERS,
    islands: readIslands(ISLANDS),
    ready: () => migrationsCurrent(ctx.db),
    statusToken: environment.statusToken,
    proxies: trustedProxies(environment.trustedProxies),
    listeners: LISTENERS,
    memory: memorySweep(ctx.log, plainWordsMs),
    ...(metrics && { answered: metrics.answered }),
    ...(throttleLimits && { throttleLimits }),
    ...(pressureLimits && { pressureLimits }),
    ...(quotaLimits && { quotaLimits }),
  });
  const closeMetrics = await metrics?.open();
  const port = await site.listen(environment.port, environment.host);
  const backup = { ...environment.backup, url: open.databaseUrl, data: environment.data };
  const periodic = [...PERIODIC, ...backupByNight(backup)];
  const worker = startWorker(ctx, connection.sql, {
    handlers: HANDLERS,
    periodic,
    ...(metrics && { ended: metrics.ended }),
  });
  const releaseSite = await holdSiteLock(open.databaseUrl, () => requireOwnSettings(ctx));
  // Processes on one machine share the folder.
  const { processName } = environment;
  const pidFile = join(environment.data, `anshao${processName === null ? '' : `-${processName}`}.pid`);
  writeFileSync(pidFile, `${process.pid}\n`);
  const stop = async () => {
    try {
      await closeMetrics?.();
      await site.close();
      await worker.stop();
      await releaseSite();
      await open.close();
    } finally {
      rmSync(pidFile, { force: true });
    }
    log('stopped');
    log.flush();
  };
  return { ctx, port, stop, flush: log.flush };
}

/**
 * A process that still knows a secret or an address from before a change must not go on: it would refuse every code and
 * key.
 */
async function requireOwnSettings(ctx: Context): Promise<void> {
  try {
    await ownLogKey(ctx);
    await settleAddress(ctx);
  } catch (error) {
    if (!(error instanceof WrongSecretError || error instanceof WrongAddressError)) throw error;
    ctx.log(error instanceof WrongSecretError ? 'secret.renewedElsewhere' : 'origin.changedElsewhere');
    process.kill(process.pid, 'SIGTERM');
  }
}

async function loadBuild(): Promise<ServerBuild> {
  const file = join(BUILD, 'server', 'index.js');
  if (!existsSync(file)) throw new Error('The site is not built yet: run "npm run build" first.');
  const build = (await import(pathToFileURL(file).href)) as ServerBuild;
  await loadLaterParts();
  return build;
}

/**
 * Loads the parts now that the site would load only when they are used: a build that replaces the folder under the
 * running site gives them other names. Since static files are served from memory too, a running site reads nothing from
 * the folder any more.
 */
async function loadLaterParts(): Promise<void> {
  const folder = join(BUILD, 'server', 'assets');
  const parts = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.js')) : [];
  await Promise.all(parts.map((name) => import(pathToFileURL(join(folder, name)).href)));
}

function shownAddress({ origin, host }: Environment, port: number): string {
  const local = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return origin.startsWith('http://localhost') ? origin : `${origin} (listening on ${local})`;
}

/**
 * Runs until a signal says stop, or until the process that started us has gone; a second signal does not wait. Uncaught
 * errors are logged without their message.
 */
export function untilStopped({ ctx, stop, flush }: Serving): Promise<number> {
  return new Promise((resolve) => {
    let stopping = false;
    const end = (code: number) => {
      if (stopping) {
        flush();
        process.exit(code || 1);
      }
      stopping = true;
      stop().then(
        () => resolve(code),
        (error) => {
          flush();
          writeOut(`${JSON.stringify({ event: 'stop.failed', ...safeError(error) })}\n`);
          resolve(1);
        },
      );
    };
    process.on('SIGTERM', () => end(0));
    process.on('SIGINT', () => end(0));
    // The process that started us has gone, or was told to stop (run-again.ts). It passes no signal on, since a service
    // manager signals us too. The channel alone keeps no process running.
    const leftAlone = () => stopping || end(0);
    process.on('disconnect', leftAlone);
    process.channel?.unref();
    if (process.connected === false) leftAlone();
    process.on('unhandledRejection', (error) => ctx.log('rejection.unhandled', safeError(error)));
    process.on('uncaughtException', (error) => {
      ctx.log('exception.uncaught', safeError(error));
      end(1);
    });
  });
}

/** Whatever a library prints may hold paths or what was typed, so only the fact that it printed is logged. */
function quietConsole(log: Log): void {
  for (const kind of ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const) {
    console[kind] = () => log('console', { kind, at: safeError(new Error(kind)).at });
  }
}

function writeOut(text: string): void {
  try {
    writeSync(1, text);
  } catch {
    // Nobody reads any more, or not fast enough; the site matters more than its log.
  }
}
