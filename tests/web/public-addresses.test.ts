import { expect, test } from 'vitest';
import type { PublicSource } from '~/services/publication/public-values.server';
import { rawHeaders, testSite } from './test-site';

const ROW = { decidedOn: '2026-02-03', order: 7 };
const source: PublicSource = {
  values: async () => ({
    towns: new Set(['500200101']),
    sites: new Set(['AL01']),
    months: new Set(['2026-02']),
    registers: new Set(),
    sectors: new Set(['fire', 'gas']),
  }),
  isListed: async (key, { sector }) =>
    key.decidedOn === ROW.decidedOn && key.order === ROW.order && (sector === undefined || sector === 'fire'),
};

/** A site whose pages say from which address they were rendered, and how often they were. */
async function echoing() {
  const rendered: string[] = [];
  const heads: string[] = [];
  const loader = ({ request }: { request: Request }) => {
    const { pathname, search } = new URL(request.url);
    rendered.push(pathname + search);
    heads.push(JSON.stringify([...request.headers]));
    return new Response(pathname + search, { status: pathname.includes('/-') ? 404 : 200 });
  };
  const patterns = ['/:lang', '/:lang/exposure', '/:lang/statistics', '/:lang/statistics/:month/chart.svg', '/q/:site'];
  const site = await testSite(Object.fromEntries(patterns.map((path) => [path, { loader }])), { source });
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(site.url + path, { headers });
    return `${answer.status} ${await answer.text()}`;
  };
  return { ...site, get, rendered, heads };
}

test('however a page is asked for, it is rendered once, from its one address', async () => {
  const { get, rendered } = await echoing();
  const ways = [
    '/zh/exposure',
    '/zh/EXPOSURE',
    '/zh/exposure/',
    '/zh/%65xposure',
    '/zh/exposure?x=1&y=2',
    '/zh/exposure?sector=madeUp',
    '/zh/exposure?sector=FIRE&town=1',
    '/zh/exposure?sector=%3Cb%3E&month=2026-02&lang=en',
    '/zh/exposure?after=2026-02-03.8',
    '/zh/exposure?after=2026-02-30.7',
    '/zh/exposure?town=500200',
  ];
  for (const way of ways) expect(await get(way), way).toBe('200 /zh/exposure');
  expect(rendered).toEqual(['/zh/exposure']);
});

test('values that exist have pages of their own, in whatever order they are given', async () => {
  const { get, rendered } = await echoing();
  const filtered = '/zh/exposure?sector=fire&town=500200101&after=2026-02-03.7';
  expect(await get('/zh/exposure?after=2026-02-03.007&town=500200101&a=b&sector=fire')).toBe(`200 ${filtered}`);
  expect(await get(filtered)).toBe(`200 ${filtered}`);
  // The row stands in the list, but not in this sector's.
  expect(await get('/zh/exposure?after=2026-02-03.7&sector=gas')).toBe('200 /zh/exposure?sector=gas');
  expect(await get('/zh/statistics?month=2026-02')).toBe('200 /zh/statistics?month=2026-02');
  expect(await get('/zh/statistics?month=2026-01')).toBe('200 /zh/statistics');
  expect(await get('/zh/statistics/2026-02/chart.svg?x=1&narrow=yes')).toBe(
    '200 /zh/statistics/2026-02/chart.svg?narrow=yes',
  );
  expect(await get('/zh/statistics/2026-02/chart.svg?narrow=1')).toBe('200 /zh/statistics/2026-02/chart.svg');
  expect(await get('/q/AL01?lang=en')).toBe('200 /q/AL01?lang=en');
  expect(await get('/q/AL01?lang=zh')).toBe('200 /q/AL01');
  expect(new Set(rendered).size).toBe(rendered.length);
});

test('all that does not exist shares one answer of its kind, which nobody else keeps', async () => {
  const { get, rendered, url } = await echoing();
  for (const site of ['made-up', 'al01', 'AL01%20', 'x'.repeat(500)]) expect(await get(`/q/${site}`)).toBe('404 /q/-');
  expect(await get('/zh/statistics/2026-01/chart.svg')).toBe('404 /zh/statistics/-/chart.svg');
  expect(await get('/zh/statistics/2031-07/chart.svg')).toBe('404 /zh/statistics/-/chart.svg');
  expect(rendered).toEqual(['/q/-', '/zh/statistics/-/chart.svg']);
  for (const path of ['/nowhere', '/zh/nowhere', '/ZH/exposure', '/fr', '/zh/nowhere/at/all']) {
    expect((await rawHeaders(url + path)).status).toBe(404);
  }
  expect((await rawHeaders(`${url}/q/none`)).get('cache-control')).toBe('no-store');
});

test('nothing of a request but address and display gets into what others are given', async () => {
  const { get, heads, cache } = await echoing();
  const cookie = 'anshao-follow=mine; anshao-staff=mine; anshao-display=large.high';
  const mine = { cookie, 'x-mine': 'mine', 'user-agent': 'mine', 'accept-language': 'mine', referer: 'http://mine' };
  await get('/zh/exposure?x=mine', mine);
  cache.clear();
  await get('/zh/exposure', { 'x-mine': 'mine' });
  expect(heads).toEqual(['[["cookie","anshao-display=large.high"]]', '[["cookie","anshao-display=normal.normal"]]']);
});

test('what exists is read anew after a change', async () => {
  const sites = new Set(['AL01']);
  const { url, cache } = await testSite(
    { '/q/:site': { loader: ({ params }) => new Response(params.site) } },
    { source: { ...source, values: async () => ({ ...(await source.values()), sites: new Set(sites) }) } },
  );
  const body = async () => (await fetch(`${url}/q/AL02`)).text();
  expect(await body()).toBe('-');
  sites.add('AL02');
  expect(await body()).toBe('-');
  cache.clear();
  expect(await body()).toBe('AL02');
});

test('what the framework asks for on staff pages is no page that does not exist', async () => {
  const { url } = await testSite({ '/:lang/staff': { loader: () => new Response('staff') } });
  const answer = await fetch(`${url}/__manifest?p=/zh/staff&version=1`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
});
