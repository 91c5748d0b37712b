import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourcesUnder } from '../source-files';

/** Each of these stands for the word beside it; readers would take it for a second thing. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  directory: 'key list',
  queue: 'cases',
  payout: 'payment',
};
const LITERALS = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
const isText = (literal: string) => !/^'(?:~\/|[a-z][A-Za-z]*(?:\.[A-Za-z]+)+'$)/.test(literal);

it('English has one word for one thing', () => {
  const found = sourcesUnder('app/words/en').flatMap((path) =>
    (readFileSync(path, 'utf8').match(LITERALS) ?? [])
      .filter(isText)
      .map((literal) => literal.replace(/\$\{[^}]*\}/g, ''))
      .filter((text) => Object.keys(OTHER_WORDS).some((word) => new RegExp(`\\b${word}s?\\b`, 'i').test(text)))
      .map((text) => `${path}: ${text}`),
  );
  expect(found).toEqual([]);
});
