import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const LINE = /^\| (.+) \| `(tests\/[^`]+)` \| (.+) \|$/gm;

it('every security habit on the list has its test, in the file and under the name that stand there', () => {
  const list = readFileSync('docs/security-habits.md', 'utf8');
  const lines = [...list.matchAll(LINE)].map(([, habit, file = '', name = '']) => ({ habit, file, name }));
  expect(lines.length).toBeGreaterThan(60);
  const without = lines.filter(({ file, name }) => {
    const text = readFileSync(file, 'utf8');
    return !text.includes(name) && !text.replaceAll("\\'", "'").includes(name);
  });
  expect(without).toEqual([]);
});
