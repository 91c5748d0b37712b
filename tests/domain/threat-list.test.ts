import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { PROMISES } from '../attack/promises';

const model = readFileSync('docs/threat-model.md', 'utf8');
const LINE = /^\| (.+) \| `(tests\/attack\/[^`]+\.attack\.ts)` \| (.+) \|$/gm;
const lines = [...model.matchAll(LINE)].map(([, promise, file = '', name = '']) => ({ promise, file, name }));

it('the threat model names an attack for each promise, and each one it names is there', () => {
  expect(new Set(lines.map(({ promise }) => promise))).toEqual(new Set(PROMISES));
  const missing = lines.filter(({ promise, file, name }) => {
    const text = readFileSync(file, 'utf8');
    return !text.includes(`'${promise}'`) || !text.includes(name);
  });
  expect(missing).toEqual([]);
});

it('every file of attacks stands in the threat model', () => {
  const files = readdirSync('tests/attack').filter((name) => name.endsWith('.attack.ts'));
  expect(files.filter((name) => !lines.some(({ file }) => basename(file) === name))).toEqual([]);
});

it('every test that the threat model names is there', () => {
  const all = new Set(readdirSync('tests', { recursive: true, encoding: 'utf8' }).map((path) => basename(path)));
  const named = [...model.matchAll(/`((?:tests\/[\w/-]+\/)?[\w.-]+\.(?:test|e2e|attack)\.ts)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((path) => (path.includes('/') ? !existsSync(path) : !all.has(path)))).toEqual([]);
});
