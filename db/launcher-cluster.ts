import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  binaries,
  chooseAccount,
  packagedMajor,
  prepareDataFolder,
  reachable,
  type SystemAccount,
  socketFolder,
} from './launcher-place';

export async function prepare(options: LaunchOptions): Promise<ClusterSite> {
  const data = resolve(options.data);
  const folder = join(data, 'postgres');
  mkdirSync(data, { recursive: true });
  await requireOwnMajor(folder);
  const account = chooseAccount(folder);
  await prepareDataFolder(folder, account);
  const [bin, sockets] = [await binaries(account), await socketFolder(folder, account)];
  const site = { data, folder, account, bin, sockets, options };
  if (!exists(join(folder, 'PG_VERSION'))) await initialise(site);
  return site;
}

/** The files of one major version can be opened by that version only, and are left as they are. */
async function requireOwnMajor(folder: string): Promise<void> {
  const version = join(folder, 'PG_VERSION');
  if (!exists(version)) return;
  const [is, brought] = [Number(readFileSync(version, 'utf8')), await packagedMajor()];
  if (is === brought) return;
  throw new Error(
    `The database is of PostgreSQL ${is}, and this program brings ${brought}. Nothing was changed. Make a backup with the program of ` +
      'before, move the folders "postgres" and "blobs" away, and restore it with this one (docs/operations.md, "Backups").',
  );
}

export const exists = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * The folder as the server names it. Below a folder that the server's account may not enter (root's home, a private
 * checkout) the server starts inside its own folder, since we change there before giving up our rights, and calls it by
 * the link to its working folder.
 */
export const folderName = (site: ClusterSite) =>
  process.platform === 'linux' && !reachable(site.folder, site.account) ? '/proc/self/cwd' : site.folder;
export function run(site: ClusterSite, program: 'initdb' | 'postgres', args: string[]): ChildProcess {
  const logFile = join(site.data, 'postgres.log');
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) truncateSync(logFile);
  const log = openSync(logFile, 'a', 0o600);
  try {
    return spawn(join(site.bin, program), args, {
      ...(site.account ?? {}),
      cwd: site.folder,
      // It gets a session of its own: Ctrl-C is for us, and we stop the server after the last answer.
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC', NODE_ENV: 'production' },
    });
  } finally {
    closeSync(log);
  }
}

export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code));
  });
}

async function initialise(site: ClusterSite): Promise<void> {
  const args = [
    '-D',
    folderName(site),
    '-U',
    USER,
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
    '-A',
    'trust',
  ];
  const code = await ended(run(site, 'initdb', [...args, '--no-instructions']));
  if (code !== 0) throw new Error(`initdb failed (${code}); see ${join(site.data, 'postgres.log')}`);
}

export type LaunchOptions = {
  /** `$ANSHAO_DATA`; the cluster lies in its folder `postgres`. */
  data: string;
  /** False gives up durability for speed: only for throw-away test databases. */
  durable?: boolean;
  /** Further settings, which take precedence over ours: for tests of a server that somebody configured differently. */
  settings?: readonly string[];
  /** Called at starts, adoptions and restarts; gets codes only. */
  log?: (event: string, fields?: Record<string, string | number | boolean>) => void;
};

export type ClusterSite = {
  data: string;
  folder: string;
  account: SystemAccount;
  bin: string;
  sockets: string;
  options: LaunchOptions;
};

export const USER = 'anshao';
export const LOG_LIMIT = 1000000;
