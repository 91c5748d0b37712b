import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Whatever came as JSON goes through a schema at once, or is a value of which nothing is known yet. */
const READ = /readAnswer\(|\.read\(JSON|\.(?:safeP|p)arse\([^)]|: unknown = |: unknown => /;
const RAW = /\.json\(\)|JSON\.parse\(/;
const FOLDERS = ['app'];
/** These read nobody's answer: what the own build, or the own demo, left on the own disk. */
const OWN_FILES = [
  'app/cli/demo-county.ts',
  'app/cli/make-artefact.ts',
  'app/cli/make-manifest.ts',
  'app/cli/totp.ts',
  'app/web/islands.server.ts',
];
/** Texts of the framework's own scripts, which are compared with patterns (app/cli/check-site/inline.ts). */
const PATTERNS = ['app/cli/check-site/inline.ts'];

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.tsx?$/.test(path) && ![...OWN_FILES, ...PATTERNS].includes(path));

const unread = (text: string): string[] =>
  text.split('\n').filter((line) => RAW.test(line) && !READ.test(line.replace(/JSON\.parse\(/g, 'JSON(')));

test('a line that takes JSON as it comes is told from one that reads it by a schema', () => {
  expect(unread('const body = (await answer.json()) as { refused?: string };')).toHaveLength(1);
  expect(unread('const { given } = JSON.parse(text) as Given;')).toHaveLength(1);
  expect(unread('const read = readAnswer(trustAnswer, await answer.json());')).toEqual([]);
  expect(unread('return uploadRefused.parse(JSON.parse(text));')).toEqual([]);
  expect(unread('const told: unknown = await answer.json();')).toEqual([]);
});

test('all that comes as JSON, from whom or from where ever, is read by a schema', () => {
  const found = FOLDERS.flatMap(filesIn).flatMap((path) =>
    unread(readFileSync(path, 'utf8')).map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
