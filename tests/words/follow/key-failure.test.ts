import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGS } from '~/domain/vocabulary';
import { keyFailure } from '~/words/follow/key-failure';
import { sourcesUnder } from '../../source-files';

test('where WebAssembly is off that is said, with what to do, and no newer browser is asked for', () => {
  for (const lang of LANGS) {
    expect(keyFailure(lang, false)).toMatch(/WebAssembly.*(再试一次|try again)/);
    for (const has of [true, false]) expect(keyFailure(lang, has)).not.toMatch(/新版|newer/);
  }
});

test('every page that derives keys says it by this', () => {
  const elsewhere = sourcesUnder('app').filter((path) => /unlock\.(failed|noWasm)/.test(readFileSync(path, 'utf8')));
  expect(elsewhere).toEqual(['app/words/follow/key-failure.ts']);
});
