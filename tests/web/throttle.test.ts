import { expect, test } from 'vitest';
import { makeThrottle } from '~/web/throttle.server';
import { testSite } from './test-site';

const LIMITS = Object.fromEntries(
  ['view', 'post', 'report', 'upload', 'signIn'].map((kind) => [kind, { most: 3, perMs: 60_000 }]),
) as NonNullable<Parameters<typeof makeThrottle>[2]>;

test('counts by address and kind, and lets in again after the time', () => {
  let now = 0;
  const throttle = makeThrottle(
    () => now,
    () => '2026-03-01',
    LIMITS,
  );
  const take = () => throttle.take('post', '192.0.2.1');
  expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 60]);
  expect(throttle.take('post', '192.0.2.2')).toBe(0);
  expect(throttle.take('report', '192.0.2.1')).toBe(0);
  now = 60_000;
  expect(take()).toBe(0);
});

test('one network of IPv6 is one; the key changes with the day', () => {
  let day = '2026-03-01';
  const throttle = makeThrottle(
    () => 0,
    () => day,
    LIMITS,
  );
  for (const end of ['1', '2', 'ffff']) expect(throttle.take('view', `2001:db8::${end}`)).toBe(0);
  expect(throttle.take('view', '2001:db8:0:0:9::1')).toBeGreaterThan(0);
  expect(throttle.take('view', '2001:db8:0:ff::1')).toBeGreaterThan(0);
  expect(throttle.take('view', '2001:db8:0:100::1')).toBe(0);
  day = '2026-03-02';
  expect(throttle.take('view', '2001:db8::1')).toBe(0);
});

test('the site answers 429 in words', async () => {
  const { url } = await testSite({ '/:lang/page': { loader: () => new Response('x') } }, { throttleLimits: LIMITS });
  for (let n = 0; n < 3; n++) expect((await fetch(`${url}/zh/page`)).status).toBe(200);
  const refused = await fetch(`${url}/zh/page`);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await refused.text()).toContain('<h1>');
});
