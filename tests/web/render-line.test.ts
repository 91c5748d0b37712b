import { expect, test } from 'vitest';
import { trustedProxies } from '~/web/proxy.server';
import { testSite } from './test-site';

/** A site whose pages are made when told to; `from` asks for one as a given network does. */
async function toldSite(limits: { places: number; perKey: number; most: number }) {
  const told = new Map<string, () => void>();
  const loader = async ({ request }: { request: Request }) => {
    const { pathname } = new URL(request.url);
    await new Promise<void>((resolve) => told.set(pathname, resolve));
    return new Response(pathname);
  };
  const site = await testSite(
    { '/:lang/slow/:n': { loader } },
    { renderLimits: limits, proxies: trustedProxies(['127.0.0.1']) },
  );
  const from = (network: string, n: string) =>
    fetch(`${site.url}/zh/slow/${n}`, { headers: { 'X-Forwarded-For': network } }).then(({ status }) => status);
  const making = async (...pages: string[]) => {
    while (!pages.every((n) => told.has(`/zh/slow/${n}`))) await new Promise((go) => setImmediate(go));
    return told.size;
  };
  return { from, making, finish: (n: string) => told.get(`/zh/slow/${n}`)?.() };
}

test('one network’s pages never take all places, and another’s comes before those of it that wait', async () => {
  const { from, making, finish } = await toldSite({ places: 2, perKey: 1, most: 100 });
  const flood = ['a', 'b', 'c'].map((n) => from('203.0.113.9', n));
  await making('a');
  const other = from('198.51.100.7', 'other');
  // Of the three, one is being made, and the other network's beside it.
  expect(await making('a', 'other')).toBe(2);
  finish('other');
  expect(await other).toBe(200);
  for (const n of ['a', 'b', 'c']) {
    await making(n);
    finish(n);
  }
  expect(await Promise.all(flood)).toEqual([200, 200, 200]);
});

test('where too many wait, those of the network that asks most are told to come again', async () => {
  const { from, finish } = await toldSite({ places: 1, perKey: 1, most: 2 });
  let refused = 0;
  const flood = Array.from({ length: 30 }, async (_, n) => {
    const status = await from('203.0.113.9', String(n));
    if (status === 429) refused += 1;
    return n;
  });
  const until = async (count: number) => {
    while (refused < count) await new Promise((go) => setImmediate(go));
  };
  // One is being made, and two wait.
  await until(27);
  const other = from('198.51.100.7', 'other');
  // One more of theirs takes its place.
  await until(28);
  const all = Promise.all([other, ...flood]);
  const still = Array.from({ length: 30 }, (_, n) => String(n));
  let over = false;
  void all.then(() => {
    over = true;
  });
  while (!over) {
    for (const n of ['other', ...still]) finish(n);
    await new Promise((go) => setImmediate(go));
  }
  expect([await other, refused]).toEqual([200, 28]);
});
