import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROMISES } from '../attack/promises';

const LINE = /^\| (.+) \| `(tests\/attack\/[^`]+\.attack\.ts)` \| (.+) \|$/gm;

it('the threat model names an attack for each promise, and each one it names is there', () => {
  const model = readFileSync('docs/threat-model.md', 'utf8');
  const lines = [...model.matchAll(LINE)].map(([, promise, file = '', name = '']) => ({ promise, file, name }));
  expect(new Set(lines.map(({ promise }) => promise))).toEqual(new Set(PROMISES));
  const missing = lines.filter(({ promise, file, name }) => {
    const text = readFileSync(file, 'utf8');
    return !text.includes(`'${promise}'`) || !text.includes(name);
  });
  expect(missing).toEqual([]);
});
