import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** A map that names files that do not exist misleads its readers. */
it('every file and folder that the map names is there', () => {
  const text = readFileSync('docs/architecture.md', 'utf8');
  const named = [...text.matchAll(/`((?:app|db|tests|docs)\/[\w./-]+)`/g)].map(([, path]) => path ?? '');
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
