import { expect, test } from 'vitest';
import { rawHeaders, testSite } from './test-site';

const SECURITY = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'x-frame-options',
  'cache-control',
];

const text =
  (body: string, headers: Record<string, string> = {}) =>
  () =>
    new Response(body, { headers });

test('each security header stands exactly once on pages, files, errors and refusals', async () => {
  const { url, raw } = await testSite({
    '/zh/page': { loader: text('x', { 'Referrer-Policy': 'unsafe-url', 'X-Frame-Options': 'ALLOWALL' }) },
    '/zh/broken': {
      loader: () => {
        throw new Error('inside');
      },
    },
  });
  const answers = await Promise.all([
    rawHeaders(`${url}/zh/page`),
    rawHeaders(`${url}/zh/nowhere`),
    rawHeaders(`${url}/zh/broken`),
    rawHeaders(`${url}/assets/site-Ab12Cd34.css`),
    rawHeaders(`${url}/healthz`),
    rawHeaders(`${url}/readyz`),
    rawHeaders(`${url}/zh/page`, { method: 'POST' }),
    rawHeaders(`${url}/zh/page`, { method: 'PUT', headers: { origin: 'http://anshao.test' } }),
    rawHeaders(`${url}/zh/page`, { headers: { expect: 'miracles' } }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 500, 200, 200, 200, 403, 405, 417]);
  for (const { names, get } of answers) {
    for (const name of SECURITY) expect(names.filter((one) => one === name)).toEqual([name]);
    expect(get('referrer-policy')).toBe('same-origin');
    expect(get('strict-transport-security')).toBeUndefined();
    expect(get('x-powered-by')).toBeUndefined();
  }
  const etag = answers[3]?.get('etag') ?? '';
  const unchanged = await rawHeaders(`${url}/assets/site-Ab12Cd34.css`, { headers: { 'if-none-match': etag } });
  expect(unchanged.status).toBe(304);
  for (const name of SECURITY) expect(unchanged.names.filter((one) => one === name)).toEqual([name]);
  for (const broken of ['GARBAGE\r\n\r\n', `GET / HTTP/1.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`]) {
    const answer = await raw(broken);
    expect(answer).toMatch(/^HTTP\/1\.1 4/);
    for (const name of SECURITY) expect(answer.toLowerCase().split(`\r\n${name}:`)).toHaveLength(2);
  }
});

test('all but files and the written list of public pages is no-store; HSTS only over TLS', async () => {
  const { url } = await testSite(
    {
      '/zh/page': { loader: text('x', { 'Cache-Control': 'public, max-age=9' }) },
      '/:lang/rewards': { loader: text('r') },
    },
    { origin: 'https://anshao.test' },
  );
  const page = await rawHeaders(`${url}/zh/page`);
  expect(page.get('cache-control')).toBe('no-store');
  expect(page.get('strict-transport-security')).toMatch(/^max-age=/);
  expect((await rawHeaders(`${url}/zh/rewards`)).get('cache-control')).toBe('public, max-age=30');
  const preference = await rawHeaders(`${url}/zh/rewards`, { headers: { cookie: 'anshao-display=large.high' } });
  expect(preference.get('cache-control')).toBe('no-store');
  expect((await rawHeaders(`${url}/assets/site-Ab12Cd34.css`)).get('cache-control')).toContain('immutable');
});

test('what is asked of the reward rule’s calculator is kept nowhere; other words in its address change nothing', async () => {
  let made = 0;
  const count = { loader: () => new Response(String(++made)) };
  const { url } = await testSite({ '/:lang/rewards': count }, { origin: 'https://anshao.test' });
  const asked = async (query: string) => {
    const answer = await fetch(`${url}/zh/rewards${query}`);
    return `${await answer.text()} ${answer.headers.get('cache-control')} ${answer.headers.get('set-cookie')}`;
  };
  expect(await asked('')).toBe('1 public, max-age=30 null');
  expect(await asked('?other=1')).toBe('1 public, max-age=30 null');
  expect(await asked('?kind=grave&penalty=5')).toBe('2 no-store null');
  expect(await asked('?kind=grave&penalty=5')).toBe('3 no-store null');
  expect(await asked('')).toBe('1 public, max-age=30 null');
});

test('only pages that say so get a nonce; only worker files may use WebAssembly', async () => {
  const { url } = await testSite({
    '/staff': { loader: text('x'), handle: { scripts: true } },
    '/open': { loader: text('x') },
  });
  const policy = async (path: string) => (await rawHeaders(url + path)).get('content-security-policy') ?? '';
  expect(await policy('/staff')).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}';/);
  expect(await policy('/staff')).not.toBe(await policy('/staff'));
  expect(await policy('/open')).toContain("script-src 'self';");
  expect(await policy('/assets/argon2-worker-Ab12Cd34.js')).toContain("'wasm-unsafe-eval'");
  expect(await policy('/assets/site-Ab12Cd34.css')).not.toContain('wasm');
});

test('a request that may change something must come from our own origin', async () => {
  let acted = 0;
  const { url, origin } = await testSite({
    '/act': {
      action: () => {
        acted++;
        return new Response('done');
      },
    },
  });
  const post = async (headers: Record<string, string>, method = 'POST') =>
    (await fetch(`${url}/act`, { method, headers, body: 'a=1', redirect: 'manual' })).status;
  expect(await post({ origin: 'http://evil.test' })).toBe(403);
  expect(await post({ origin: 'null' })).toBe(403);
  expect(await post({})).toBe(403);
  expect(await post({ origin: `${origin}.evil.test` })).toBe(403);
  expect(await post({ origin: 'http://evil.test' }, 'DELETE')).toBe(403);
  expect(acted).toBe(0);
  expect(await post({ origin })).toBe(200);
  expect(await post({ referer: `${origin}/zh/report` })).toBe(200);
  const refusal = await (await fetch(`${url}/act`, { method: 'POST' })).text();
  expect(refusal).toContain('lang="zh-CN"');
  expect(refusal).toContain('lang="en"');
});

test('logs hold route patterns and codes: no paths, queries, addresses, or messages of errors', async () => {
  const { url, lines } = await testSite({
    '/q/:site': { loader: text('board') },
    '/fail/:what': {
      loader: async () => {
        throw Object.assign(new TypeError('typed-secret'), { code: 'E42' });
      },
    },
  });
  await fetch(`${url}/q/SITE-MARK?source=query-mark`);
  await fetch(`${url}/unknown-mark/%E0%A4%A`);
  await fetch(`${url}/fail/path-mark`);
  await expect.poll(() => lines().split('"request"').length).toBe(4);
  expect(lines()).toContain('"route":"/q/:site"');
  expect(lines()).not.toMatch(/mark|secret|127\.0/i);
});

test('too much is refused early, with a worded answer, whether or not its length is told', async () => {
  const seen: number[] = [];
  const { url, origin } = await testSite({
    '/act': {
      action: async ({ request }) => {
        const body = await request.arrayBuffer().catch(() => null);
        seen.push(body?.byteLength ?? -1);
        return new Response(body ? 'kept' : 'too long', { status: body ? 200 : 413 });
      },
    },
  });
  const post = (body: NonNullable<RequestInit['body']>) =>
    fetch(`${url}/act`, { method: 'POST', headers: { origin }, body, duplex: 'half' } as RequestInit);
  expect((await post('x'.repeat(1_000_000))).status).toBe(200);
  const tooLong = await post('x'.repeat(5_000_000));
  expect(tooLong.status).toBe(413);
  expect(await tooLong.text()).toContain('20 MB');
  const endless = new ReadableStream({
    start(controller) {
      for (let n = 0; n < 6; n++) controller.enqueue(new Uint8Array(1_000_000));
      controller.close();
    },
  });
  expect((await post(endless)).status).toBe(413);
  expect(seen).toEqual([1_000_000, -1]);
});

test('a graceful stop finishes what is in flight and takes nothing new', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let enter = () => {};
  const entered = new Promise<void>((resolve) => {
    enter = resolve;
  });
  const loader = async () => {
    enter();
    await held;
    return new Response('finished');
  };
  const { site, url } = await testSite({ '/slow': { loader } });
  const answer = fetch(`${url}/slow`).then((response) => response.text());
  await entered;
  const closed = site.close();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  release();
  expect(await answer).toBe('finished');
  const before = performance.now();
  await closed;
  expect(performance.now() - before).toBeLessThan(2_000);
});

test('readiness follows the database', async () => {
  let ready = true;
  const { url } = await testSite({}, { ready: async () => ready });
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  ready = false;
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});
