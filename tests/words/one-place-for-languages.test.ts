import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGS } from '~/domain/vocabulary';
import { sourcesUnder } from '../source-files';

test('a language is a value: no name is kept by the name of a language, and nothing but words asks which one it is', () => {
  const found = sourcesUnder('app', 'db').flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => (ASKS.some((asks) => asks.test(line)) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

test('a language is a folder: the same files in each, and no words beside them', () => {
  const folders = LANGS.map((lang) => `app/words/${lang}`);
  const [first, ...others] = folders.map((folder) => sourcesUnder(folder).map((path) => path.slice(folder.length)));
  for (const other of others) expect(other).toEqual(first);
  const joined = sourcesUnder('app')
    .filter((path) => path !== 'app/words/define.ts')
    .filter((path) => !folders.some((folder) => path.startsWith(folder)));
  const beside = joined.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/\bdefineWords\(([^)]*)/g)]
      .filter(([, all = '']) => !/^\{ (\w+(: \w+\.\w+)?(, )?)+ \}$/.test(all))
      .map(() => path),
  );
  expect(beside).toEqual([]);
});

/** Finds fields such as nameZh and name_en, and comparisons with the code of a language. */
const ASKS = [
  /\b[a-z]+(Zh|En)\b/,
  /\b[a-z]+_(zh|en)\b/,
  /[=!]==? *['"](zh|en)(-\w+)?['"]/,
  /['"](zh|en)(-\w+)?['"] *[=!]==?/,
  /(startsWith|includes|test)\(['"](zh|en)(-\w+)?['"]\)/,
];
