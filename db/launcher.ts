import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openSql } from './client';
import {
  type ClusterSite,
  ended,
  exists,
  folderName,
  type LaunchOptions,
  prepare,
  run,
  USER,
} from './launcher-cluster';
import { processAlive, type RunningServer, readRunning, removeStaleLock } from './launcher-running';

export type EmbeddedPostgres = {
  /** The owner's connection to the database `anshao`. It is the same after every restart. */
  url: string;
  urlFor: (database: string) => string;
  /** Process id of the server now; changes when it restarts. */
  pid: () => number;
  /** Stops the server if this process is its keeper; leaves it running when another process is. */
  stop: () => Promise<void>;
};

const PORT = 5432;
const START_LIMIT_MS = 90_000;
const STOP_LIMIT_MS = 60_000;

/**
 * Keeps everything that anybody typed out of the server's own log: neither statements nor values in error messages are
 * logged.
 */
const QUIET = [
  'log_statement=none',
  'log_min_error_statement=panic',
  'log_min_messages=fatal',
  'log_error_verbosity=terse',
];
const SETTINGS = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  ...QUIET,
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
  'log_min_duration_statement=-1',
  'log_connections=off',
  'log_disconnections=off',
  'log_checkpoints=off',
  'log_line_prefix=%m [%p] ',
  'track_activities=off',
  // Given here it takes precedence over the configuration files: no commit is stored with its microsecond.
  'track_commit_timestamp=off',
  'timezone=UTC',
  'max_connections=100',
];
const NOT_DURABLE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];

/**
 * Starts the embedded PostgreSQL under `$ANSHAO_DATA/postgres`, or adopts the one that already runs there, and keeps it
 * running: a server that dies is started again. It can be reached only through a private Unix socket.
 */
export async function startPostgres(options: LaunchOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32')
    throw new Error('The embedded database needs Linux or macOS; give DATABASE_URL instead.');
  const site = await prepare(options);
  const keeper = new AbortController();
  let running = await startOrAdopt(site);
  // A survivor of an older start may listen elsewhere; restarts stay where our clients look.
  site.sockets = running.sockets;
  let keeping = takeKeeping(site);
  await ensureDatabase(site);
  const watching = watch();

  async function watch(): Promise<void> {
    while (!keeper.signal.aborted) {
      const pause = wait(500, undefined, { ref: false, signal: keeper.signal }).catch(() => undefined);
      await Promise.race([pause, running.exited ?? pause]);
      if (keeper.signal.aborted) return;
      keeping ||= takeKeeping(site);
      if (running.exited ? !running.hasExited() : processAlive(running.pid)) continue;
      options.log?.('database.died');
      running = await startOrAdopt(site, keeper.signal).catch(async () => {
        options.log?.('database.restartFailed');
        await wait(2_000, undefined, { signal: keeper.signal }).catch(() => undefined);
        return running;
      });
      if (processAlive(running.pid)) options.log?.('database.restarted');
    }
  }

  return {
    url: urlFor(site.sockets, USER),
    urlFor: (database) => urlFor(site.sockets, database),
    pid: () => running.pid,
    stop: async () => {
      keeper.abort();
      // A restart under way would leave a server behind.
      await watching;
      if (!keeping) return;
      running.awaitEnd();
      await stopServer(running);
      await running.exited;
      rmSync(keeperFile(site), { force: true });
      rmSync(site.sockets, { recursive: true, force: true });
    },
  };
}

type Server = RunningServer & {
  exited: Promise<unknown> | null;
  hasExited: () => boolean;
  /**
   * From now on this process waits for the server. `exited` alone does not keep a process running, so it would never
   * resolve.
   */
  awaitEnd: () => void;
};

/** Adopts a server that answers, else starts one; tries again while an old one is still shutting down. */
async function startOrAdopt(site: ClusterSite, signal?: AbortSignal): Promise<Server> {
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until && !signal?.aborted) {
    const found = readRunning(site.folder);
    if (found?.alive && (await answers(found.sockets))) {
      site.options.log?.('database.adopted');
      return { ...found, exited: null, hasExited: () => !processAlive(found.pid), awaitEnd: () => undefined };
    }
    if (!found?.alive) {
      removeStaleLock(site.folder);
      const started = await startServer(site, until);
      if (started) return started;
    }
    await wait(200);
  }
  throw new Error(`The database did not start; see ${join(site.data, 'postgres.log')}`);
}

async function startServer(site: ClusterSite, until: number): Promise<Server | null> {
  const { durable = true, settings: more = [] } = site.options;
  const settings = [...SETTINGS, ...(durable ? [] : NOT_DURABLE), ...more];
  const args = ['-D', folderName(site), '-p', String(PORT), '-k', site.sockets, ...settings.flatMap((s) => ['-c', s])];
  const child = run(site, 'postgres', args);
  let gone = false;
  const exited = ended(child).finally(() => {
    gone = true;
  });
  exited.catch(() => undefined);
  child.unref();
  while (!gone && Date.now() < until) {
    await wait(30);
    const found = readRunning(site.folder);
    if (found?.pid === child.pid && found?.ready && (await answers(site.sockets))) {
      site.options.log?.('database.started');
      return { ...found, exited, hasExited: () => gone, awaitEnd: () => child.ref() };
    }
  }
  return null;
}

function connection(sockets: string, database: string) {
  return openSql(urlFor(sockets, database), { max: 1, connect_timeout: 5, fetch_types: false });
}

async function answers(sockets: string): Promise<boolean> {
  if (!sockets) return false;
  const sql = connection(sockets, 'postgres');
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 }).catch(() => undefined);
  }
}

async function ensureDatabase(site: ClusterSite): Promise<void> {
  const sql = connection(site.sockets, 'postgres');
  try {
    const rows = await sql`select 1 from pg_database where datname = ${USER}`;
    if (rows.length === 0) await sql.unsafe(`create database ${USER}`).catch(ignoreDuplicate);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== '42P04' && error.code !== '23505') throw error;
}

const urlFor = (sockets: string, database: string) =>
  `postgres://${USER}@localhost:${PORT}/${database}?host=${encodeURIComponent(sockets)}`;

/**
 * Records which process looks after the server: the others (commands beside a running site) leave it alone when they
 * end.
 */
const keeperFile = (site: ClusterSite) => join(dirname(site.folder), 'postgres.keeper');

function takeKeeping(site: ClusterSite): boolean {
  const file = keeperFile(site);
  const holder = exists(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder && holder !== process.pid && processAlive(holder)) return false;
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return true;
}

/** Fast shutdown: running transactions are rolled back, everything committed is kept. */
async function stopServer({ pid }: RunningServer): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const until = Date.now() + STOP_LIMIT_MS / 2; Date.now() < until; await wait(20))
      if (!processAlive(pid)) return;
  }
}
