import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bestEncoding, makePageCache, type Rendered } from '~/web/page-cache.server';
import { testSite } from './test-site';

const rendered = (text: string, status = 200): Rendered => ({
  pattern: '/:lang',
  status,
  contentType: 'text/html',
  headers: [],
  body: Buffer.from(text),
  placeholder: 'nowhere in it',
});

test('many who ask at once share one rendering; bytes are the same in every encoding', async () => {
  const cache = makePageCache(() => 0, 30_000);
  let times = 0;
  const render = async () => rendered(`page ${++times} `.repeat(200));
  const pages = await Promise.all(Array.from({ length: 20 }, () => cache.fill('/zh', render)));
  expect(times).toBe(1);
  const page = cache.get('/zh');
  expect(pages.every((one) => one === page)).toBe(true);
  if (!page) throw new Error('not kept');
  expect(gunzipSync(page.gzip as Buffer)).toEqual(page.plain);
  expect(brotliDecompressSync(page.br as Buffer)).toEqual(page.plain);
});

test('never older than its age, counted from when its making began', async () => {
  let now = 0;
  const cache = makePageCache(() => now, 30_000);
  await cache.fill('/zh', async () => {
    now = 10_000;
    return rendered('x');
  });
  now = 29_999;
  expect(cache.get('/zh')).not.toBeNull();
  now = 30_000;
  expect(cache.get('/zh')).toBeNull();
});

test('a change forgets all, also what is being made from before it; failures are not kept', async () => {
  const cache = makePageCache(() => 0, 30_000);
  let release = () => {};
  const old = cache.fill('/zh', async () => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return rendered('before');
  });
  cache.clear();
  const fresh = await cache.fill('/zh', async () => rendered('after'));
  release();
  await old;
  expect('plain' in fresh && String(fresh.plain)).toBe('after');
  expect(String(cache.get('/zh')?.plain)).toBe('after');
  await cache.fill('/en', async () => rendered('broken', 500));
  expect(cache.get('/en')).toBeNull();
});

test('nothing is kept from one day to the next', async () => {
  let now = Date.parse('2026-03-01T15:59:59Z');
  const cache = makePageCache(() => now, 30_000);
  await cache.fill('/zh', async () => rendered('the last second of the first of March in China'));
  expect(cache.get('/zh')).not.toBeNull();
  now += 1_000;
  expect(cache.get('/zh')).toBeNull();
});

test('pages of one kind crowd out none of another, and of their own those that nobody asks for', async () => {
  const cache = makePageCache(() => 0, 30_000);
  const fill = (key: string, pattern: string) => cache.fill(key, async () => ({ ...rendered(key), pattern }));
  await fill('/zh', '/:lang');
  await fill('/q/busy', '/q/:site');
  for (let n = 0; n < 1_000; n += 1) {
    await fill(`/q/${n}`, '/q/:site');
    cache.get('/q/busy');
  }
  expect([cache.get('/zh'), cache.get('/q/busy'), cache.get('/q/999')]).not.toContain(null);
  expect(cache.get('/q/0')).toBeNull();
});

test('the site answers from it with Age and 304, and readers with a session or preference keep no copy of it', async () => {
  let now = Date.parse('2026-03-01');
  let times = 0;
  const loader = () => new Response(`made ${++times}`, { headers: { 'Set-Cookie': 'anshao-x=1' } });
  const { url, cache } = await testSite({ '/:lang/exposure': { loader } }, { now: () => now });
  const get = (headers: Record<string, string> = {}) => fetch(`${url}/zh/exposure`, { headers });
  const first = await get();
  expect([await first.text(), first.headers.get('age'), first.headers.get('set-cookie')]).toEqual([
    'made 1',
    '0',
    null,
  ]);
  now += 20_000;
  const second = await get({ 'accept-encoding': 'br' });
  expect([await second.text(), second.headers.get('age')]).toEqual(['made 1', '20']);
  expect(second.headers.get('content-encoding')).toBe('br');
  expect((await get({ 'if-none-match': second.headers.get('etag') ?? '' })).status).toBe(304);
  const own = await get({ cookie: '__Host-anshao-staff=s', 'if-none-match': second.headers.get('etag') ?? '' });
  expect([await own.text(), own.headers.get('cache-control'), own.headers.get('etag')]).toEqual([
    'made 1',
    'no-store',
    null,
  ]);
  expect(await (await get({ cookie: 'anshao-display=large.high' })).text()).toBe('made 2');
  expect(await (await get({ cookie: 'anshao-display=large.high; anshao-made=up' })).text()).toBe('made 2');
  now += 10_000;
  expect(await (await get()).text()).toBe('made 3');
  cache.clear();
  expect(await (await get()).text()).toBe('made 4');
});

test('encodings are taken as asked', () => {
  expect(bestEncoding('gzip, deflate, br')).toBe('br');
  expect(bestEncoding('gzip;q=1.0, br;q=0')).toBe('gzip');
  expect(bestEncoding('identity')).toBe('plain');
  expect(bestEncoding(undefined)).toBe('plain');
});
