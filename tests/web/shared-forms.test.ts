import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { expect, test } from 'vitest';
import { secretOf } from '~/services/log/server-secret.server';
import { newFormToken as tokenOfContext } from '~/web/form-token.server';
import { splicedBody } from '~/web/spliced-body.server';
import { rawHeaders, testSite } from './test-site';

const keys = { now: Date.now, secret: secretOf(randomBytes(32)) };
const newFormToken = () => tokenOfContext(keys);
const token = /name="formToken" value="([^"]*)"/;

test('whatever stands around it, the token is in its place, plain and as gzip', async () => {
  const words = '<p>请如实填写。 What happened, and where?</p>';
  const noise = () => randomBytes(3_000).toString('base64');
  const around = [
    ['', ''],
    [words, words],
    [words.repeat(5_000), words.repeat(3_000)],
    [noise() + words, words + noise()],
  ];
  for (const [before = '', after = ''] of around) {
    const placeholder = newFormToken();
    const found = await splicedBody(Buffer.from(before + placeholder + after), placeholder);
    if (!found) throw new Error('not found');
    for (const made of [newFormToken(), newFormToken(), '\\'.repeat(32), '-'.repeat(32)]) {
      const [plain, small] = [found.plain.around(made), found.gzip.around(made)];
      expect(String(plain)).toBe(before + made + after);
      // Throws when checksum or length is wrong.
      expect(gunzipSync(small).equals(plain)).toBe(true);
      expect([plain.length, small.length]).toEqual([found.plain.length, found.gzip.length]);
      expect(small.includes(made)).toBe(true);
    }
    expect(() => found.gzip.around('short')).toThrow(RangeError);
    expect(found.gzip.length).toBeLessThan(before.length + after.length + 100);
  }
});

test('a placeholder that is not there, or is there twice', async () => {
  expect(await splicedBody(Buffer.from('no form'), 'token')).toBeNull();
  await expect(splicedBody(Buffer.from('token and token'), 'token')).rejects.toThrow('twice');
});

/** A site with the form's page: how often it was rendered, and what the reader asked for. */
async function formSite(form: (placeholder: string) => string = (one) => `<input name="formToken" value="${one}">`) {
  let rendered = 0;
  let now = Date.parse('2026-03-01T10:00:00Z');
  const loader = ({ context, request }: LoaderFunctionArgs) => {
    rendered += 1;
    const own = context.formToken ?? newFormToken();
    return new Response(`${form(own)}${request.headers.get('cookie')} ${'x'.repeat(500)}`, {
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    });
  };
  const action = async ({ request }: LoaderFunctionArgs) => new Response(await request.text());
  const routes = { '/:lang/report': { loader, action }, '/:lang/follow': { loader } };
  const site = await testSite(routes, { now: () => now });
  const get = (path: string, headers: Record<string, string> = {}) => fetch(site.url + path, { headers });
  const tokenOf = async (path: string, headers: Record<string, string> = {}) =>
    token.exec(await (await get(path, headers)).text())?.[1];
  return { ...site, get, tokenOf, times: () => rendered, wait: (ms: number) => (now += ms) };
}

test('a form is rendered once for all, and no two answers share a token', async () => {
  const { tokenOf, times } = await formSite();
  const encodings = ['br', 'gzip, deflate, br', 'identity'];
  const asked = Array.from({ length: 60 }, (_, n) =>
    tokenOf('/zh/report', { 'accept-encoding': encodings[n % 3] ?? '' }),
  );
  const tokens = await Promise.all(asked);
  for (const one of tokens) expect(one).toMatch(/^[\w-]{32}$/);
  expect(new Set(tokens).size).toBe(60);
  expect(times()).toBe(1);
});

test('a page whose placeholder went astray is given to nobody', async () => {
  const { get } = await formSite((one) => `<input name="formToken" value="${one}">${one}`);
  const answers = await Promise.all([get('/zh/report'), get('/zh/report')]);
  expect(answers.map(({ status }) => status)).toEqual([500, 500]);
  expect(token.test(await (await get('/zh/report')).text())).toBe(false);
});

test('forms are no-store for everybody, with the headers of a page on which a voice can be recorded, each once', async () => {
  const { url, get } = await formSite();
  for (const path of ['/zh/report', '/zh/follow']) {
    for (const _ of ['made', 'kept']) {
      const answer = await rawHeaders(url + path, { headers: { 'accept-encoding': 'br' } });
      for (const name of [
        'cache-control',
        'content-security-policy',
        'permissions-policy',
        'vary',
        'referrer-policy',
      ]) {
        expect(answer.names.filter((one) => one === name)).toEqual([name]);
      }
      // No browser keeps a page for Back that is answered otherwise than with 200.
      expect([answer.status, answer.get('cache-control')]).toEqual([203, 'no-store']);
      expect(answer.get('content-security-policy')).toContain('media-src blob:');
      expect(answer.get('permissions-policy')).toContain('microphone=(self)');
      for (const absent of ['etag', 'age', 'set-cookie']) expect(answer.get(absent)).toBeUndefined();
    }
  }
  const again = await get('/zh/report', { 'if-none-match': '*' });
  expect(again.status).toBe(203);
});

test('language and display have forms of their own, made-up queries none', async () => {
  const { get, times } = await formSite();
  const large = await (await get('/zh/report', { cookie: 'anshao-display=large.high' })).text();
  expect(large).toContain('large.high');
  expect(await (await get('/zh/report')).text()).toContain('normal.normal');
  await get('/en/report');
  expect(times()).toBe(3);
  await get('/zh/report?site=made-up');
  await get('/zh/report?a=b', { cookie: 'anshao-staff=s; anshao-display=large.high' });
  expect(times()).toBe(3);
});

test('who has a report open gets the follow page made for them alone', async () => {
  const { get, times } = await formSite();
  const mine = { cookie: 'anshao-follow=mine' };
  expect(await (await get('/zh/follow')).text()).not.toContain('mine');
  expect(await (await get('/zh/follow', mine)).text()).toContain('mine');
  expect(await (await get('/zh/follow', mine)).text()).toContain('mine');
  expect(await (await get('/zh/follow')).text()).not.toContain('mine');
  expect(times()).toBe(3);
});

test('a form is never older than a public page, nor from yesterday', async () => {
  const { get, times, wait, cache } = await formSite();
  await get('/zh/report');
  wait(29_999);
  await get('/zh/report');
  expect(times()).toBe(1);
  wait(1);
  await get('/zh/report');
  expect(times()).toBe(2);
  cache.clear();
  await get('/zh/report');
  expect(times()).toBe(3);
  wait(Date.parse('2026-03-01T15:59:59Z') - Date.parse('2026-03-01T10:00:30Z'));
  await get('/zh/report');
  wait(1_000);
  await get('/zh/report');
  expect(times()).toBe(5);
});
