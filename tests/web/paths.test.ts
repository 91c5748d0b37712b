import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testSite } from './test-site';

const SECRET = 'nothing-for-outsiders';

/** A served folder with a secret beside it, and dotfiles in it. */
function folderBesideSecret(): string {
  const around = mkdtempSync(join(tmpdir(), 'anshao-paths-'));
  onTestFinished(() => rmSync(around, { recursive: true, force: true }));
  const served = join(around, 'public');
  mkdirSync(join(served, 'assets'), { recursive: true });
  mkdirSync(join(served, '.hidden'));
  writeFileSync(join(around, 'server-secret'), SECRET);
  writeFileSync(join(served, '.env'), SECRET);
  writeFileSync(join(served, '.hidden', 'file'), SECRET);
  writeFileSync(join(served, 'assets', 'site-Ab12Cd34.css'), 'body{}');
  return served;
}

test('no trick in a path leads out of the served folders or to a dotfile; none breaks the site', async () => {
  const { raw, url } = await testSite({}, { folders: [folderBesideSecret()] });
  const up = ['..', '%2e%2e', '.%2e', '%252e%252e', '..%2f', '..%5c', '..\\', '%c0%ae%c0%ae', '....//', '..;'];
  const paths = [
    ...up.flatMap((step) => [`/${step}/server-secret`, `/assets/${step}/${step}/server-secret`]),
    '/.env',
    '/%2eenv',
    '/.hidden/file',
    '/assets/../.env',
    '//server-secret',
    '/assets/site-Ab12Cd34.css/../../../server-secret',
    '/assets/site-Ab12Cd34.css%00.txt',
    '/%E0%A4%A',
  ];
  for (const path of paths) {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: anshao.test\r\nConnection: close\r\n\r\n`);
    expect(answer, path).not.toContain(SECRET);
    expect(answer, path).toMatch(/^HTTP\/1\.1 (?:30[1278]|4\d\d) /);
  }
  expect(await (await fetch(`${url}/assets/site-Ab12Cd34.css`)).text()).toBe('body{}');
});
