import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { LANGS } from '~/domain/vocabulary';
import { fileOf, PICTURES, READ_ON } from '../pictures/pictures';
import { documents, leadsTo, wordsOf } from './documents';

/** More than this a reader on a telephone should not have to load for one picture. */
const MAX_BYTES = 150_000;
const read = JSON.parse(readFileSync(READ_ON, 'utf8')) as Record<string, string[]>;
const shownIn = (path: string) =>
  [...readFileSync(path, 'utf8').matchAll(/!\[([^\]]+)\]\(([^)\s]+)\)/g)].map(([, , target = '']) =>
    leadsTo(path, target),
  );

it.each(LANGS)(
  'pictures show words that pages have today; else "npm run pictures" takes them anew: %s',
  async (lang) => {
    const words = await wordsOf(lang);
    for (const { name } of PICTURES) {
      const file = fileOf(name, lang);
      expect([file, statSync(file).size < MAX_BYTES]).toEqual([file, true]);
      expect(read[file]?.length ?? 0, file).toBeGreaterThan(2);
      expect([file, read[file]?.filter((text) => !words.has(text))]).toEqual([file, []]);
    }
  },
);

it('every document shows pictures in its own language, and every picture is shown', () => {
  const shown = [...documents().map(({ path, lang }) => ({ path, lang })), { path: 'README.md', lang: 'en' as const }];
  const all = shown.flatMap(({ path, lang }) => shownIn(path).map((file) => ({ path, lang, file })));
  for (const { path, lang, file } of all) expect([path, file?.endsWith(`.${lang}.webp`)]).toEqual([path, true]);
  const taken = PICTURES.flatMap(({ name }) => LANGS.map((lang) => basename(fileOf(name, lang))));
  expect([...new Set(all.map(({ file }) => basename(file ?? '')))].sort()).toEqual(taken.sort());
});
