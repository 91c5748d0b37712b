import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, inject, it } from 'vitest';
import { boardSheet } from '~/services/county/signboard.server';
import { inviteMember } from '~/services/staff/member.server';
import { newMarker } from '../faults/marker-search';
import { freePort } from '../faults/running-site';
import { afterFile } from '../runner/after-file';
import { launchBrowser } from '../runner/browser';
import { axe, openPage, signIn } from './people';
import { GATE, keptCounty } from './played-county';
import { fillIn, follow, send, toldOf } from './reporter';
import { openBareSite } from './site';
import { virtualPasskeys } from './virtual-passkeys';

const [OLD, NEW] = ['old.localhost', 'new.localhost'];

/** Browsers ask the address that a passkey was made for, over TLS, where else it may be used: here the site itself answers. */
async function overTls(sitePort: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', [...how, '-keyout', key, '-out', cert, '-subj', `/CN=${OLD}`], { stdio: 'ignore' });
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, async (req, res) => {
    const answer = await fetch(`http://127.0.0.1:${sitePort}${req.url}`);
    res.writeHead(answer.status, { 'Content-Type': answer.headers.get('content-type') ?? '' });
    res.end(await answer.text());
  });
  const port = await freePort();
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  afterFile(async () => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return port;
}

const kept = inject('playedCounty');
const county = keptCounty(kept);
const site = await openBareSite(kept, { hosts: [OLD, NEW], light: true });
const { port } = new URL(site.origin);
const tls = await overTls(Number(port));
const browser = await launchBrowser([
  `--host-resolver-rules=MAP ${OLD}:443 127.0.0.1:${tls}`,
  '--ignore-certificate-errors',
]);
afterFile(() => browser.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const keysOpen = (page: Page) => page.locator('.anshao-key--open').waitFor({ timeout: 60_000 });
const at = (host: string, path: string) => `http://${host}:${port}${path}`;

/** What the administrator sees of who is still missing at the new address, and of whether the old one can go. */
async function seen(page: Page) {
  await page.goto('/zh/staff/address');
  const next = page.locator(`[data-other="${NEW}"]`);
  await next.waitFor();
  return (await next.locator('[data-missing]').allTextContents()).join('');
}

it('leads a person over to a new address with the passkey of the old one, and says who is missing', async () => {
  const draft = { login: 'fire.moving', name: '庚同志', roles: ['handler' as const], unitId: county.unitIds.fire };
  const { token } = await inviteMember(site.ctx, county.actor('admin'), draft);
  const page = await openPage(browser, site, true);
  const authenticators = await virtualPasskeys(page);
  await authenticators.plugIn();
  await page.goto(at(OLD, `/zh/staff/enrol/${token}`));
  await page.fill('form[data-enrol-passkey] input[name=label]', '办公室电脑');
  await button(page, '创建通行密钥并启用').click();
  await page.getByRole('heading', { name: '账号已启用' }).waitFor({ timeout: 60_000 });

  const admin = await signIn(browser, { ...site, county }, 'admin');
  expect(await seen(admin)).toContain('庚同志');
  await axe(admin, 'address');
  const link = at(NEW, '/zh/staff/sign-in');
  expect(await admin.locator('[data-lines]').allTextContents()).toContain(link);

  // At the old address the home page says where to go; there the old passkey signs in, and a new one is added.
  await page.goto(at(OLD, '/zh/staff/sign-in'));
  await button(page, '使用通行密钥').click();
  await keysOpen(page);
  await page.locator('[data-go-elsewhere]').click();
  await page.waitForURL(link);
  await axe(page, 'sign in at a second address');
  await button(page, `使用 ${OLD} 的通行密钥`).click();
  await page.waitForURL(at(NEW, '/zh/staff/my-keys'));
  await keysOpen(page);
  await page.locator('[data-add-passkey] input[name=label]').fill('新地址');
  await page.locator('[data-add-passkey] button').click();
  await page.locator('[data-passkeys="2"]').waitFor({ timeout: 60_000 });
  await axe(page, 'own passkeys for two addresses');

  expect(await seen(admin)).not.toContain('庚同志');
  // The new one serves by itself, also to open the keys after a reload.
  await page.reload();
  await button(page, '用通行密钥打开').click();
  await keysOpen(page);
  await button(page, '退出登录').click();
  await page.waitForURL('**/zh/staff/sign-in?ended');
  await button(page, '使用通行密钥').click();
  await page.waitForURL(at(NEW, '/zh/staff'));
  await keysOpen(page);
  expect(await page.locator('[data-add-here], [data-go-elsewhere]').count()).toBe(0);
  await page.context().close();
  await admin.context().close();
});

it('takes a report at either address and opens it by its code at the other; the board prints the main one', async () => {
  const both = [OLD, NEW].map((host) => ({ origin: at(host, ''), others: [at(OLD, ''), at(NEW, '')] }));
  const pages = await Promise.all(both.map((one) => openPage(browser, one, false)));
  for (const [here, there] of [pages, pages.toReversed()] as [Page, Page][]) {
    const told = toldOf(newMarker());
    await fillIn(here, told);
    expect(await follow(there, await send(here))).toContain('已登记');
  }
  expect((await boardSheet(site.ctx, county.actor('admin'), GATE)).address).toBe(at(OLD, `/q/${GATE}`));
  const fresh = { ...site.ctx, origin: at(NEW, '') };
  expect((await boardSheet(fresh, county.actor('admin'), GATE)).address).toBe(at(OLD, `/q/${GATE}`));
  for (const page of pages) await page.context().close();
});
