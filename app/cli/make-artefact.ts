import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD } from './static-folders';

/**
 * Makes `build/` a folder that runs by itself: it has the migrations beside the program, and a package.json with its
 * lock that names what the program needs to run and nothing that only builds or tests it. `npm ci && npm start` there
 * needs no compiler.
 */

type Entry = { dev?: boolean; devOptional?: boolean; devDependencies?: unknown; [key: string]: unknown };
type Lock = { packages: Record<string, Entry> };

const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string) => JSON.parse(readFileSync(source(path), 'utf8'));
const write = (name: string, value: unknown) => writeFileSync(join(BUILD, name), `${JSON.stringify(value, null, 2)}\n`);

const { name, version, license, type, engines, dependencies, overrides, allowScripts } = read('package.json');
const scripts = {
  postinstall: 'node program/complete-install.js',
  start: 'node program/anshao.js start',
  anshao: 'node program/anshao.js',
};
write('package.json', {
  name,
  version,
  private: true,
  license,
  type,
  engines,
  scripts,
  dependencies,
  overrides,
  allowScripts,
});

const lock = read('package-lock.json') as Lock;
// `devOptional` marks what only development needs and what some package of ours would use if it were there.
const packages = Object.entries(lock.packages).filter(([, { dev, devOptional }]) => !dev && !devOptional);
const [, { devDependencies: _, ...root }] = packages[0] as (typeof packages)[number];
write('package-lock.json', { ...lock, packages: { ...Object.fromEntries(packages), '': root } });

cpSync(source('db/migrations'), join(BUILD, 'program', 'migrations'), { recursive: true });
