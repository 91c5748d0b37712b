import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import { expect } from 'vitest';
import { ISLANDS, STATIC_FOLDERS } from '~/cli/static-folders';
import { readIslands } from '~/web/islands.server';
import { makePageCache, type PageCache } from '~/web/page-cache.server';
import { createSite } from '~/web/server';
import { afterFile } from '../runner/after-file';
import { attack } from './attack';
import { copyOfDemo, demo } from './demo';
import { SHORT } from './short';

const FORMS = 300;
const MADE_UP = SHORT ? 60 : 250;
/** Public pages, of which some list by sector. */
const SECTORED = ['/zh/exposure', '/en/exposure', '/zh/statistics', '/zh/rewards', '/zh'];
const TOKEN = /name="formToken" value="([^"]*)"/;

attack(
  'Made-up addresses crowd nobody out',
  'made-up sectors, queries, spellings, rows and boards',
  async ({ note }) => {
    const { get, renders } = await countedSite();
    const real = await get('/zh/exposure');
    const next = /href="(\/zh\/exposure\?after=[^"]+)"/.exec(real.text)?.[1];
    if (!next) throw new Error('The demo has only one page of decisions');
    const ways = (n: number): [string, string][] => [
      ...SECTORED.map((page): [string, string] => [page, `${page}?sector=made${n}`]),
      ['/zh/exposure', `/zh/exposure?town=${n}&utm_source=${n}`],
      ['/zh/exposure', `/zh/exposure?after=2026-01-15.${900_000 + n}`],
      ['/zh/exposure', `/zh/${spelt('exposure', n)}`],
      ['/q/no-board', `/q/made-up-${n}`],
      ['/zh/nowhere', `/zh/made-up/${n}`],
    ];
    const pages = [...SECTORED, '/q/no-board', '/zh/nowhere'];
    const first = new Map(await Promise.all(pages.map(async (path) => [path, await get(path)] as const)));
    const known = renders();
    let sent = 0;
    for (let n = 0; n < MADE_UP; n += 1) {
      for (const [like, path] of ways(n)) {
        const answer = await get(path);
        expect([path, answer.status, answer.text === first.get(like)?.text]).toEqual([
          path,
          first.get(like)?.status,
          true,
        ]);
        sent += 1;
      }
    }
    expect(renders()).toBe(known);
    // The control: a row that stands in the list begins a page of its own, which is rendered.
    expect((await get(next)).text).not.toBe(real.text);
    expect(renders()).toBe(known + 1);
    note(`${sent} addresses, not one page rendered for them`);
  },
);

attack('No form is another visitor’s', 'forms asked for at once, compressed and not', async ({ note }) => {
  const { origin } = demo();
  const encodings = ['gzip, deflate, br', 'gzip', 'br', 'identity'];
  const answers = await Promise.all(
    Array.from({ length: FORMS }, async (_, n) => {
      const headers = { 'Accept-Encoding': encodings[n % encodings.length] ?? '', 'If-None-Match': '*' };
      const answer = await fetch(`${origin}/zh/report`, { headers });
      return { kept: answer.headers.get('cache-control'), status: answer.status, text: await answer.text() };
    }),
  );
  const tokens = answers.map(({ text }) => TOKEN.exec(text)?.[1] ?? '');
  expect(tokens.filter((token) => !/^[\w-]{32}$/.test(token))).toEqual([]);
  expect(new Set(tokens).size).toBe(FORMS);
  expect(new Set(answers.map(({ status, kept }) => `${status} ${kept}`))).toEqual(new Set(['203 no-store']));
  // The control: all other pages were made once and are the same for all.
  const pages = new Set(answers.map(({ text }, n) => text.replaceAll(tokens[n] ?? '', '')));
  expect(pages.size).toBeLessThanOrEqual(2);
  note(`${FORMS} forms, ${pages.size} rendered`);
});

/** A site on a copy of the demo that tells how many pages it has rendered; nothing in it expires. */
async function countedSite() {
  const { ctx } = await copyOfDemo();
  const cache = makePageCache(() => 0, 30_000);
  let renders = 0;
  const counted: PageCache = {
    ...cache,
    fill: (key, render) =>
      cache.fill(key, () => {
        renders += 1;
        return render();
      }),
  };
  const site = createSite({
    ctx,
    build: (await import(pathToFileURL(join(process.cwd(), 'build/server/index.js')).href)) as ServerBuild,
    cache: counted,
    production: true,
    folders: STATIC_FOLDERS,
    islands: readIslands(ISLANDS),
    ready: async () => true,
  });
  const port = await site.listen(0, '127.0.0.1');
  afterFile(() => site.close());
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  return { get, renders: () => renders };
}

/** The word with some of its letters in upper case; each number gives another spelling. */
const spelt = (word: string, n: number): string =>
  [...word].map((letter, at) => ((n >>> at) & 1 ? letter.toUpperCase() : letter)).join('');
