import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

/** Chromium without windows: what tests drive. A whole browser also draws its own frame, which takes as long as our pages. */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const INSTALL_MS = 15 * 60_000;

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Chromium or Chrome in PATH or its usual place, else the one that Playwright keeps; null when there is none. */
export function installedBrowser(): string | null {
  const candidates = [process.env.ANSHAO_TEST_BROWSER ?? '', ...NAMES.map((name) => onPath(name) ?? '')];
  return [...candidates, ...PLACES, chromium.executablePath()].find((path) => path !== '' && runnable(path)) ?? null;
}

function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(runnable);
}

const has = (command: string) => spawnSync(command, ['-version'], { stdio: 'ignore' }).error === undefined;

const mayInstall = () => process.getuid?.() === 0 && has('apt-get');

/** Other steps go on meanwhile. */
function install(say: (line: string) => void, why: string, command: string, args: string[]): Promise<boolean> {
  say(`${why}: ${command} ${args.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve) => {
    execFile(command, args, { encoding: 'utf8', env, timeout: INSTALL_MS }, (error, stdout, stderr) => {
      if (error !== null) {
        say(`  did not work (${error.code}): ${(stderr || stdout).trim().split('\n').slice(-3).join(' | ')}`);
      }
      resolve(error === null);
    });
  });
}

let listsRead: Promise<boolean> | undefined;
/** Debian's packages, after its lists were read once. */
async function installPackages(say: (line: string) => void, why: string, packages: readonly string[]) {
  listsRead ??= install(say, 'Reading the package lists', 'apt-get', ['update', '-q']);
  await listsRead;
  return install(say, why, 'apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages]);
}

/**
 * Finds the browser or installs one: Debian's, without windows, with Chinese fonts when we are root and apt-get is there; else a
 * whole one that is installed, else Playwright's own. Says what it does.
 */
export async function findOrInstallBrowser(say: (line: string) => void): Promise<string | null> {
  if (!onPath(SHELL) && process.env.ANSHAO_TEST_BROWSER === undefined && mayInstall()) {
    const get = (name: string) => installPackages(say, 'Installing the browser', [name, 'fonts-noto-cjk']);
    // Older Debian has the whole one only.
    if (!(await get(SHELL)) && !installedBrowser()) await get('chromium');
  }
  if (!installedBrowser()) {
    const cli = join('node_modules', 'playwright', 'cli.js');
    await install(say, "Installing Playwright's browser", process.execPath, [cli, 'install', 'chromium']);
  }
  const path = installedBrowser();
  say(path ? `Browser: ${path}` : 'No browser could be installed.');
  return path;
}

/**
 * For tests: the browser with what root and containers need, and `more` switches. Scripts stay on unless the page's
 * context says no. `keepsPages`: it keeps pages in memory for Back, as people's browsers do and Playwright's does not.
 */
export async function launchBrowser(more: readonly string[] = [], { keepsPages = false } = {}) {
  const executablePath = installedBrowser();
  if (!executablePath) throw new Error('No browser: run the tests with "npm test", which installs one.');
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    ...(keepsPages && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    args: ['--disable-dev-shm-usage', ...(root ? ['--no-sandbox'] : []), ...more],
  });
}

/**
 * Other people's programs that tests need, by the Debian package that provides each, with a command that only works where
 * it is: readers of what we cleaned, proxies, a service with the S3 API, and what judges and runs the files of docs/deploy.
 */
const TOOLS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'libimage-exiftool-perl': ['exiftool', '-ver'],
  ffmpeg: ['ffmpeg', '-version'],
  qpdf: ['qpdf', '--version'],
  nginx: ['nginx', '-v'],
  openssl: ['openssl', 'version'],
  caddy: ['caddy', 'version'],
  logrotate: ['logrotate', '--version'],
  systemd: ['systemd-analyze', '--version'],
  tor: ['tor', '--version'],
  'python3-swift': ['/usr/bin/python3', '-c', 'import swift.common.middleware.s3api'],
  'python3-seccomp': ['/usr/bin/python3', '-c', 'import seccomp'],
};

const works = ([command, ...args]: readonly [string, ...string[]]) =>
  spawnSync(command, args, { stdio: 'ignore', env: { ...process.env, PATH: PLACES_OF_ROOT } }).status === 0;

/** Debian installs some where only root looks for programs. */
const PLACES_OF_ROOT = [process.env.PATH ?? '', '/usr/sbin'].join(delimiter);

/** Installs those that are missing, where we may; says what is still missing. */
export async function installTools(say: (line: string) => void): Promise<string[]> {
  const missing = () => Object.entries(TOOLS).flatMap(([name, command]) => (works(command) ? [] : [name]));
  const packages = missing();
  if (packages.length === 0 || !mayInstall()) return packages;
  await installPackages(say, 'Installing programs that tests need', packages);
  return missing();
}
