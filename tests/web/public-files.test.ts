import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { LANGS } from '~/domain/vocabulary';
import { loader } from '~/routes/public/security-text';
import { PUBLIC_PAGES } from '~/web/public-pages';
import { securityText } from '~/web/security-text';
import { ROUTES } from '../attack/staff-routes';
import { rawHeaders, testSite } from './test-site';

/** The rules for everybody: a line matches from the beginning of a path, and `*` is anything (RFC 9309). */
const closed = readFileSync('public/robots.txt', 'utf8')
  .split('\n')
  .flatMap((line) => /^Disallow: (\S+)$/.exec(line)?.[1] ?? [])
  .map((rule) => new RegExp(`^${rule.replace(/[.?$]/g, '\\$&').replaceAll('*', '.*')}`));
const indexed = (path: string) => !closed.some((rule) => rule.test(path));

test('robots.txt lets search engines read what everybody reads, and nothing where people report or staff work', () => {
  const inside = /^\/:lang\/(?:report|follow|staff|setup)\b|^\/(?:q|upload|display)\b/;
  for (const { path } of ROUTES) {
    const whole = path.startsWith('/') ? path : path === '' ? '/:lang' : `/:lang/${path}`;
    for (const lang of LANGS) expect(indexed(whole.replace(':lang', lang)), whole).toBe(!inside.test(whole));
  }
  // Search engines draw pages with their styles.
  for (const path of ['/', '/assets/site-Ab12Cd34.css', '/favicon.ico', '/.well-known/security.txt'])
    expect(indexed(path), path).toBe(true);
});

test('the icon for browsers that ask for favicon.ico is the one that pages name', async () => {
  const file = readFileSync('public/favicon.ico');
  expect([file.readUInt16LE(0), file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([0, 1, 3]);
  const drawn = readFileSync('public/favicon.svg');
  for (const [n, size] of [16, 32, 48].entries()) {
    const entry = 6 + 16 * n;
    const picture = file.subarray(file.readUInt32LE(entry + 12)).subarray(0, file.readUInt32LE(entry + 8));
    expect([file[entry], file[entry + 1]]).toEqual([size, size]);
    const raw = (source: Buffer) =>
      sharp(source, { density: 576 })
        .resize(size, size, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 } })
        .ensureAlpha()
        .raw()
        .toBuffer();
    const [icon, wanted] = [await raw(picture), await raw(drawn)];
    const apart = icon.reduce((sum, value, at) => sum + Math.abs(value - (wanted[at] ?? 0)), 0) / icon.length;
    expect(apart).toBeLessThan(4);
  }
});

test('they are answered as files are: at once, kept, and without a cookie', async () => {
  const { url, lines } = await testSite({}, { folders: ['public'] });
  for (const [path, type] of [
    ['/robots.txt', 'text/plain;charset=utf-8'],
    ['/favicon.ico', 'image/x-icon'],
  ] as const) {
    const head = await rawHeaders(url + path);
    expect([head.status, head.get('content-type')]).toEqual([200, type]);
    expect(head.get('cache-control')).toBe('public, max-age=3600');
    expect(head.names).not.toContain('set-cookie');
  }
  expect(lines()).not.toContain('404');
});

const CONTACT = 'mailto:security@12350.example';

test('security.txt has what RFC 9116 asks for, on any day, and lapses within a year', () => {
  for (const today of ['2026-11-30', '2028-02-29', '2027-12-31'] as const) {
    const fields = securityText({ contact: CONTACT, origin: 'https://12350.example', today })
      .trimEnd()
      .split('\n')
      .map((line) => line.split(': ') as [string, string]);
    const of = (name: string) => fields.filter(([one]) => one === name).map(([, value]) => value);
    expect(of('Contact')).toEqual([CONTACT]);
    expect(of('Preferred-Languages')).toEqual(['zh, en']);
    expect(of('Canonical')).toEqual(['https://12350.example/.well-known/security.txt']);
    expect(of('Policy')).toEqual(LANGS.map((lang) => `https://12350.example/${lang}/security`));
    const [expires = ''] = of('Expires');
    expect(expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const days = (Date.parse(expires) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
    expect(days).toBeGreaterThan(90);
    expect(days).toBeLessThan(365);
  }
});

test('it is kept for all who ask, and is not there where nobody is named', async () => {
  expect(PUBLIC_PAGES).toContain('/.well-known/security.txt');
  const asked = (securityContact?: string) => {
    const ctx = { origin: 'https://12350.example', now: Date.now, securityContact };
    return () => loader({ context: { ctx }, params: {}, request: new Request('https://12350.example/') } as never);
  };
  const route = (securityContact?: string) => ({ '/.well-known/security.txt': { loader: asked(securityContact) } });
  const named = await testSite(route(CONTACT));
  const path = '/.well-known/security.txt';
  const head = await rawHeaders(named.url + path);
  expect([head.status, head.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(head.get('cache-control')).toBe('public, max-age=30');
  expect(head.names).not.toContain('set-cookie');
  expect(await (await fetch(named.url + path)).text()).toContain(`Contact: ${CONTACT}\n`);
  expect((await fetch((await testSite(route())).url + path)).status).toBe(404);
});
