import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const sources = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));

test('one file reads the environment', () => {
  const readers = [...sources('app'), ...sources('db')].filter((path) =>
    /process\.env|import\.meta\.env/.test(readFileSync(path, 'utf8')),
  );
  expect(readers).toEqual(['app/web/env.server.ts']);
});
