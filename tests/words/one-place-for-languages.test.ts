import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourcesUnder } from '../source-files';

test('a language is a value: no name is kept by the name of a language, and nothing but words asks which one it is', () => {
  const found = sourcesUnder('app', 'db').flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, index) => (ASKS.some((asks) => asks.test(line)) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

/** Fields such as nameZh and name_en, and comparisons with the code of a language. */
const ASKS = [
  /\b(?!vocabulary)[a-z]+(Zh|En)\b/,
  /\b[a-z]+_(zh|en)\b/,
  /[=!]==? *['"](zh|en)(-\w+)?['"]/,
  /['"](zh|en)(-\w+)?['"] *[=!]==?/,
  /(startsWith|includes|test)\(['"](zh|en)(-\w+)?['"]\)/,
];
