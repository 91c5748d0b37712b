import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quietLibraries } from '~/web/env.server';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIGURATION = [
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'vite.islands.config.ts',
  'vite.program.config.ts',
  'tsconfig.json',
];
const SOURCES = ['app', 'db', 'public', ...CONFIGURATION];
/** Written last, so that a build that was cut off does not count. */
const STAMP = join(ROOT, 'build', 'complete');

function newest(path: string): number {
  const at = statSync(path, { throwIfNoEntry: false });
  if (!at) return 0;
  if (!at.isDirectory()) return at.mtimeMs;
  return Math.max(at.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const built = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (built <= Math.max(...SOURCES.map((name) => newest(join(ROOT, name))))) {
  console.log('Building the site …');
  rmSync(STAMP, { force: true });
  // When started from a test, for instance: the site is always built for production.
  quietLibraries();
  const started = new Date();
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'build'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(stdout, stderr);
    process.exit(status ?? 1);
  }
  writeFileSync(STAMP, started.toISOString());
  // A file edited during the build is newer than this.
  utimesSync(STAMP, started, started);
}
