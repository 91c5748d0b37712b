import { request } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddress, trustedProxies } from '~/web/proxy.server';
import { NAME, startNginx } from './nginx';
import { testSite } from './test-site';

const MOST = 3;
const LIMITS = Object.fromEntries(
  ['view', 'post', 'report', 'upload', 'code', 'signIn'].map((kind) => [kind, { most: MOST, perMs: 600_000 }]),
);
const ROOMY = Object.fromEntries(Object.keys(LIMITS).map((kind) => [kind, { most: 10_000, perMs: 600_000 }]));
const BIG = 3 * 1024 * 1024;

const routes = {
  '/:lang/page': {
    loader: () => new Response('x'),
    action: async ({ request: posted }: { request: Request }) => new Response(String((await posted.text()).length)),
  },
  '/:lang/big': { loader: () => new Response('y'.repeat(BIG)) },
};

async function siteBehindNginx(trusted: string[], { limits = LIMITS, appending = false } = {}) {
  const site = await testSite(routes, {
    origin: `https://${NAME}`,
    proxies: trustedProxies(trusted),
    throttleLimits: limits as never,
  });
  const nginx = await startNginx(site.port, { appending });
  const view = async (from: string, forwarded?: string) =>
    (await nginx.ask({ from, path: '/zh/page', headers: forwarded ? { 'X-Forwarded-For': forwarded } : {} })).status;
  return { ...site, ...nginx, view };
}

/** Bypasses the proxy, straight to the site's own port. */
const direct = (port: number, from: string, forwarded: string) =>
  new Promise<number>((done, fail) => {
    const to = { host: '127.0.0.1', port, path: '/zh/page', localAddress: from, agent: false };
    const asking = request({ ...to, headers: { 'X-Forwarded-For': forwarded } }, (answer) => {
      answer.resume();
      done(answer.statusCode ?? 0);
    });
    asking.on('error', fail).end();
  });

const times = async (n: number, work: (n: number) => Promise<number>) => {
  const all: number[] = [];
  for (let i = 0; i < n; i++) all.push(await work(i));
  return all;
};

for (const appending of [false, true]) {
  const how = appending ? 'appends' : 'replaces';
  test(`behind an nginx that ${how}, visitors count apart and nobody counts as somebody else`, async () => {
    const { view, port } = await siteBehindNginx(['127.0.0.1'], { appending });
    expect(await times(MOST + 1, () => view('127.0.0.2'))).toEqual([200, 200, 200, 429]);
    expect(await view('127.0.0.3')).toBe(200);
    // A different name for each request gives no more of them.
    expect(await times(MOST + 1, (n) => view('127.0.0.4', `203.0.113.${n}`))).toEqual([200, 200, 200, 429]);
    // Using up somebody else's places does not work either.
    expect(await times(MOST, () => view('127.0.0.5', '127.0.0.6'))).toEqual([200, 200, 200]);
    expect(await times(MOST, () => view('127.0.0.6'))).toEqual([200, 200, 200]);
    // Nor does bypassing the proxy.
    expect(await times(MOST + 1, (n) => direct(port, '127.0.0.9', `203.0.113.${n}`))).toEqual([200, 200, 200, 429]);
  });
}

test('a site that knows no proxy counts everybody as one behind it, and says so', async () => {
  const { view, lines, addresses } = await siteBehindNginx([]);
  expect(await times(2, (n) => view(`127.0.0.${n + 2}`, `203.0.113.${n}`))).toEqual([200, 200]);
  expect(await view('127.0.0.4')).toBe(200);
  expect(await view('127.0.0.5')).toBe(429);
  expect(addresses.oneAddress()).toBe(false);
  await times(100, () => view('127.0.0.6'));
  expect(addresses.oneAddress()).toBe(true);
  expect(lines()).toContain('{"event":"proxy.oneAddress","requests":100}');
});

test('a site that knows its proxy says nothing of the kind', async () => {
  const { view, lines, addresses } = await siteBehindNginx(['127.0.0.1'], { limits: ROOMY });
  await times(120, (n) => view(`127.0.0.${(n % 2) + 2}`));
  expect(addresses.oneAddress()).toBe(false);
  expect(lines()).not.toContain('oneAddress');
});

test('Origin and Host pass, large bodies and answers pass without lying in a file, and nothing is logged', async () => {
  const { ask, accessLog } = await siteBehindNginx(['127.0.0.1'], { limits: ROOMY });
  const body = Buffer.alloc(BIG, 'z');
  const posted = (Origin: string) =>
    ask({
      path: '/zh/page',
      method: 'POST',
      body,
      headers: { Origin, 'Content-Type': 'multipart/form-data; boundary=x' },
    });
  expect(await posted(`https://${NAME}`)).toMatchObject({ status: 200, body: String(BIG) });
  expect((await posted('https://evil.example')).status).toBe(403);
  const answered = await ask({ path: '/zh/big' });
  expect([answered.status, answered.body.length]).toEqual([200, BIG]);
  expect(answered.headers['strict-transport-security']).toBeDefined();
  expect(answered.headers.server).toBe('nginx');
  expect(accessLog()).toBe('');
});

test('X-Forwarded-For is read from its end, for as long as a trusted proxy vouches for it', () => {
  const trusted = trustedProxies(['127.0.0.1', '10.1.0.0/16', '2001:db8:1::/48']);
  const of = (peer: string, forwarded?: string) => clientAddress(peer, forwarded, trusted);
  expect(of('127.0.0.1', '6.6.6.6, 203.0.113.9')).toBe('203.0.113.9');
  expect(of('::ffff:127.0.0.1', '6.6.6.6, 203.0.113.9')).toBe('203.0.113.9');
  expect(of('127.0.0.1', '6.6.6.6, 203.0.113.9, 10.1.2.3')).toBe('203.0.113.9');
  expect(of('2001:db8:1::7', '2001:db8:9::1')).toBe('2001:db8:9::1');
  expect(of('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
  // A private address is not a proxy merely because it is near.
  expect(of('10.2.0.1', '203.0.113.9')).toBe('10.2.0.1');
  expect(of('127.0.0.1')).toBe('127.0.0.1');
  expect(of('127.0.0.1', '203.0.113.9, unknown')).toBe('127.0.0.1');
  expect(of('127.0.0.1', '10.1.2.3')).toBe('10.1.2.3');
});
