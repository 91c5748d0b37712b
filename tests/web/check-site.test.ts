import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '~/cli/check-site';
import { CHUNK, MAIN, type ServedCopy, servedCopy, WORKER } from './served-copy';
import { check, found, foundAfter } from './site-check';

const inBody = (markup: string) => (html: string) => html.replace('</body>', `${markup}</body>`);

test('a site that serves its release is the same, and is asked without cookies as by a browser', async () => {
  const site = await servedCopy();
  const report = await check(site, site.releaseKey.publicKey);
  expect(found(report)).toEqual([]);
  expect(report).toMatchObject({
    result: 'same',
    reference: { from: 'file', version: '0.1.0' },
    files: { checked: 7, same: 7 },
  });
  expect(report.pages).toHaveLength(28);
  expect(report.pages.find(({ path }) => path === '/zh/staff/sign-in')?.files).toHaveLength(4);
  expect(site.asked.filter(({ headers }) => headers.cookie !== undefined)).toEqual([]);
  expect(site.asked.every(({ headers }) => String(headers['user-agent']).startsWith('Mozilla/'))).toBe(true);
});

test('the command ends with 0 when the same, 1 when different, 2 when it could not look', async () => {
  const site = await servedCopy();
  const folder = mkdtempSync(join(tmpdir(), 'anshao-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'manifest.json');
  writeFileSync(file, `${site.manifest}\n`);
  const printed: string[] = [];
  const command = (json: boolean, ...args: string[]) =>
    run({ args, json, print: (line: string) => void printed.push(line) } as Parameters<typeof run>[0]);
  expect(await command(false, site.origin, '--manifest', file, '--release-key', site.releaseKey.publicKey)).toBe(0);
  expect(printed.join('\n')).toContain('same  /zh/report  203, 2 files named');
  site.edit(CHUNK, (code) => code.replace('1', '2'));
  expect(await command(true, site.origin, '--manifest', file)).toBe(1);
  expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ format: 1, result: 'different', site: site.origin });
  expect(await command(true, 'http://127.0.0.1:9')).toBe(2);
  expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ result: 'unchecked', reference: null });
  await expect(command(false, 'ftp://a.example')).rejects.toMatchObject({ usageError: true });
  writeFileSync(file, site.manifest.replace('script', 'skript'));
  await expect(command(false, site.origin, '--manifest', file)).rejects.toMatchObject({ usageError: true });
});

test.each([
  ['one byte of a script', MAIN],
  ['one byte of what that script imports', CHUNK],
  ['one byte of its worker', WORKER],
  ['one byte of what the framework loads later', '/assets/lazy-Ab12Cd34.js'],
])('%s changed', async (_, path) => {
  expect(await foundAfter((site) => site.edit(path, (code) => `${code} `))).toEqual([`changedFile ${path}`]);
});

test('a missing file, and one packed as something else', async () => {
  expect(await foundAfter((site) => site.answers.delete(CHUNK))).toEqual([`missingFile ${CHUNK}`]);
  const packed = brotliCompressSync('export const a=2;');
  const swapped = (site: ServedCopy) =>
    site.answers.set(CHUNK, { status: 200, headers: [['Content-Encoding', 'br']], body: packed });
  expect(await foundAfter(swapped)).toEqual([`changedFile ${CHUNK}`]);
});

test.each([
  ['an inline script', '<script>steal()</script>', 'inlineScript'],
  ['an inline module', '<script type="module">steal()</script>', 'inlineScript'],
  ['an import map', '<script type="importmap">{}</script>', 'inlineScript'],
  ['a script in a template', '<template><script>steal()</script></template>', 'inlineScript'],
  ['a script for those without scripts', '<noscript><img src="https://evil.test/x"></noscript>', 'foreignFile'],
  ['a script in a picture', '<svg><script>steal()</script></svg>', 'inlineScript'],
  ['a handler', '<img src="/logo.svg" onerror="steal()">', 'forbiddenMarkup'],
  ['a script as an address', '<a href=" java&#x73;cript:steal()">x</a>', 'forbiddenMarkup'],
  ['a base', '<base href="https://evil.test/">', 'forbiddenMarkup'],
  ['a frame', '<iframe srcdoc="x"></iframe>', 'forbiddenMarkup'],
  ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.test">', 'forbiddenMarkup'],
  ["somebody else's script", '<script src="https://evil.test/a.js"></script>', 'foreignFile'],
  ['a script as data', '<script src="data:text/javascript,steal()"></script>', 'foreignFile'],
  ['a form that goes elsewhere', '<form action="//evil.test"></form>', 'foreignFile'],
  ['a button that sends elsewhere', '<button formaction="https://evil.test">x</button>', 'foreignFile'],
  ['a picture elsewhere', '<img srcset="/a.png 1x, https://evil.test/b.png 2x">', 'foreignFile'],
])('%s on the report page', async (_, markup, code) => {
  const all = await foundAfter((site) => site.edit('/en/report', inBody(markup)));
  expect(all).toContain(`${code} /en/report`);
  expect(all.filter((one) => !one.endsWith(' /en/report'))).toEqual([]);
});

test('an extra script of the site itself, and what it imports', async () => {
  const all = await foundAfter((site) => {
    site.edit('/zh', inBody('<script src="/assets/extra.js"></script>'));
    site.answers.set('/assets/extra.js', {
      status: 200,
      headers: [],
      body: 'import("./more.js");import"https://evil.test/x.js"',
    });
    site.answers.set('/assets/more.js', { status: 200, headers: [], body: '1' });
  });
  expect(all).toEqual([
    'foreignFile /assets/extra.js',
    'unlistedFile /assets/extra.js',
    'unlistedFile /assets/more.js',
  ]);
});

test.each([
  ['none', 'cspMissing', []],
  ['two', 'cspTwice', ["default-src 'none'", "default-src 'none'"]],
  ['two in one line', 'cspTwice', ["default-src 'none', script-src 'self'"]],
  ['inline scripts', 'cspWeak', [strict("'self' 'unsafe-inline'")]],
  ['a nonce on a public page', 'cspWeak', [strict("'self' 'nonce-AAAAAAAAAAAAAAAAAAAAAAAA'")]],
  ['another origin', 'cspWeak', [strict("'self' https://evil.test")]],
  ['code from text', 'cspWeak', [strict("'self' 'unsafe-eval'")]],
  ['connections anywhere', 'cspWeak', [`${strict("'self'")}; connect-src *`]],
])('a content policy with %s', async (_, code, lines) => {
  const all = await foundAfter((site) => site.setHeader('/zh/follow', 'Content-Security-Policy', ...lines));
  expect(all).toEqual([`${code} /zh/follow`]);
});

function strict(scripts: string): string {
  return `default-src 'none'; script-src ${scripts}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
}

test('a worker that may do more than compute', async () => {
  const loose = (site: ServedCopy) =>
    site.setHeader(WORKER, 'Content-Security-Policy', "script-src 'self' 'unsafe-eval'");
  expect(await foundAfter(loose)).toEqual([`cspWeak ${WORKER}`]);
});

test.each([
  ['code in the place of data', (html: string) => html.replace('{"basename":"/"}', 'steal()||{"basename":"/"}')],
  ['code after data', (html: string) => html.replace('Controller.close();', 'Controller.close();steal();')],
  ['one more script', inBody(`<script nonce="${Buffer.from('nonce of zh page').toString('base64')}">steal()</script>`)],
  ['one without the nonce', inBody('<script>window.__remixContext.streamController.close();</script>')],
])('%s on a staff page', async (_, change) => {
  expect(await foundAfter((site) => site.edit('/zh/staff/sign-in', change))).toEqual([
    'inlineScript /zh/staff/sign-in',
  ]);
});

test('a staff page that imports what is in no list; a nonce used twice', async () => {
  const importing = (site: ServedCopy) =>
    site.edit('/zh/staff/sign-in', (html) => html.replace('/assets/root-Ab12Cd34.js', '/assets/evil.js'));
  expect(await foundAfter(importing)).toEqual(['missingFile /assets/evil.js']);
  const twice = (site: ServedCopy) => {
    const zh = site.answers.get('/zh/staff/sign-in');
    if (zh) site.answers.set('/en/staff/sign-in', zh);
  };
  expect(await foundAfter(twice)).toEqual(['nonceReused /en/staff/sign-in']);
});

test('a page that sends away, one that is gone, and one that is too large', async () => {
  const moved = { status: 302, headers: [['Location', 'https://evil.test/']] as [string, string][], body: '' };
  expect(await foundAfter((site) => site.answers.set('/zh/rewards', moved))).toEqual(['redirectAway /zh/rewards']);
  expect(await foundAfter((site) => site.answers.delete('/zh/rewards'))).toEqual(['status /zh/rewards']);
  const site = await servedCopy();
  const bomb = gzipSync(Buffer.alloc(40_000_000));
  site.answers.set('/zh/rewards', { status: 200, headers: [['Content-Encoding', 'gzip']], body: bomb });
  const report = await check(site);
  expect(found(report)).toEqual(['unreachable /zh/rewards']);
  expect(report.result).toBe('unchecked');
});
