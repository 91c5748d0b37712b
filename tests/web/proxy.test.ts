import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { Agent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { clientAddress, trustedProxies } from '~/web/proxy.server';
import { startCaddy } from './caddy';
import { startNginx } from './nginx';
import { NAME } from './proxy-in-front';
import { testSite } from './test-site';

const PROXIES = {
  nginx: (port: number) => startNginx(port),
  'nginx that appends': (port: number) => startNginx(port, { appending: true }),
  Caddy: startCaddy,
};

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

async function siteBehind(start: keyof typeof PROXIES, trusted: string[], limits = LIMITS) {
  const site = await testSite(routes, {
    origin: `https://${NAME}`,
    proxies: trustedProxies(trusted),
    throttleLimits: limits as never,
  });
  const proxy = await PROXIES[start](site.port);
  const view = async (from: string, forwarded?: string) =>
    (await proxy.ask({ from, path: '/zh/page', headers: forwarded ? { 'X-Forwarded-For': forwarded } : {} })).status;
  return { ...site, ...proxy, view };
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

for (const how of ['nginx', 'nginx that appends', 'Caddy'] as const) {
  test(`behind ${how}, visitors count apart and nobody counts as somebody else`, async () => {
    const { view, port } = await siteBehind(how, ['127.0.0.1']);
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
  const { view, lines, addresses } = await siteBehind('nginx', []);
  expect(await times(2, (n) => view(`127.0.0.${n + 2}`, `203.0.113.${n}`))).toEqual([200, 200]);
  expect(await view('127.0.0.4')).toBe(200);
  expect(await view('127.0.0.5')).toBe(429);
  expect(addresses.oneAddress()).toBe(false);
  await times(100, () => view('127.0.0.6'));
  expect(addresses.oneAddress()).toBe(true);
  expect(lines()).toContain('{"event":"proxy.oneAddress","requests":100}');
});

test('a site that knows its proxy says nothing of the kind', async () => {
  const { view, lines, addresses } = await siteBehind('nginx', ['127.0.0.1'], ROOMY);
  await times(120, (n) => view(`127.0.0.${(n % 2) + 2}`));
  expect(addresses.oneAddress()).toBe(false);
  expect(lines()).not.toContain('oneAddress');
});

const SECURITY = [
  'strict-transport-security',
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'cache-control',
];

/** A bare server behind the proxy, for what is decided before any page is made. */
async function bareBehind(start: keyof typeof PROXIES, onRequest: (req: IncomingMessage) => void) {
  const server = createServer((req, res) => {
    onRequest(req);
    req.resume().on('end', () => res.end('read'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  onTestFinished(async () => void (server.listening && (await stop())));
  return { ...(await PROXIES[start]((server.address() as AddressInfo).port)), stop };
}

describe.each(['nginx', 'Caddy'] as const)('%s, as its example has it', (how) => {
  test('passes Origin and Host, large bodies and answers, and logs nothing', async () => {
    const { ask, logged } = await siteBehind(how, ['127.0.0.1'], ROOMY);
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
    // Node joins what came twice with a comma.
    expect(answered.headers['strict-transport-security']).toBe('max-age=31536000');
    for (const name of SECURITY) expect(String(answered.headers[name] ?? ','), name).not.toContain(',');
    expect(answered.headers.server ?? 'nginx').toBe('nginx');
    expect(logged()).toBe('');
  });

  test('hands a body on while it still comes, with the address that it came from', async () => {
    const seen: (string | string[] | undefined)[] = [];
    let begun: (value?: unknown) => void = () => undefined;
    const arrived = new Promise((done) => {
      begun = done;
    });
    const { ask, logged } = await bareBehind(how, (req) => {
      if (req.method !== 'POST') return;
      seen.push(req.headers['x-forwarded-for'], req.headers.host, req.headers.origin);
      req.once('data', () => begun());
    });
    async function* slowly() {
      yield Buffer.alloc(64 * 1024, 'a');
      // A proxy that collects the body first would wait for ever.
      await arrived;
      yield Buffer.alloc(64 * 1024, 'b');
    }
    const headers = { Origin: `https://${NAME}`, 'X-Forwarded-For': '203.0.113.9' };
    const answer = await ask({ method: 'POST', from: '127.0.0.8', body: slowly(), headers });
    expect(answer.body).toBe('read');
    expect(seen).toEqual(['127.0.0.8', NAME, `https://${NAME}`]);
    expect(logged()).toBe('');
  });

  test('says in both languages that the site is away, with the headers of the site, and logs nothing', async () => {
    const { ask, logged, stop } = await bareBehind(how, () => undefined);
    expect((await ask()).body).toBe('read');
    await stop();
    const { status, headers, body } = await ask({ path: '/zh/report', from: '127.0.0.7' });
    expect(status).toBe(503);
    for (const language of ['网站暂时打不开', 'cannot be reached'])
      expect(Buffer.from(body, 'latin1').toString()).toContain(language);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    for (const name of SECURITY) expect(headers[name], name).toBeTruthy();
    expect(logged()).toBe('');
  });
});

test('nginx stops what is no crowd any more, and never who pays for a place in the line', async () => {
  const { ask } = await bareBehind('nginx', () => undefined);
  const agent = new Agent({ keepAlive: true, maxSockets: 40 });
  onTestFinished(() => agent.destroy());
  const stopped = async (path: string) => {
    const asked = Array.from({ length: 2_500 }, async () => (await ask({ path, agent })).status);
    return (await Promise.all(asked)).filter((status) => status === 429).length;
  };
  expect(await stopped('/zh')).toBeGreaterThan(0);
  expect(await stopped('/waiting-place')).toBe(0);
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
