import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submitReport } from '~/services/report/report.server';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { openPage, signInWith } from './people';
import { leave } from './reporter';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const PROTECTS = [
  'anshao-device /en/staff',
  'anshao-device /zh/staff',
  'anshao-seen /en/staff',
  'anshao-seen /zh/staff',
];

const cookiesOf = async (page: Page) =>
  (await page.context().cookies()).map(({ name, path }) => `${name} ${path}`).sort();

/** Puts something in each place where scripts can keep things. */
const fillStorage = (page: Page) =>
  page.evaluate(async () => {
    localStorage.setItem('left', 'behind');
    sessionStorage.setItem('left', 'behind');
    await (await caches.open('left')).put('/left', new Response('behind'));
    await new Promise((done) => {
      indexedDB.open('left').onsuccess = done;
    });
  });

const stored = (page: Page) =>
  page.evaluate(async () => {
    const names = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys())];
    return [...names, ...(await indexedDB.databases()).map(({ name }) => name)].filter((name) => name !== 'positions');
  });

it('signing out leaves nothing but what protects, and public pages are told neither of it', async () => {
  const page = await openPage(browser, site, true);
  await signInWith(page, site, site.county.of('custodians.2'));
  await expect.poll(() => cookiesOf(page)).toEqual([...PROTECTS, 'anshao-staff /']);
  await fillStorage(page);
  expect(await stored(page)).toHaveLength(4);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/zh/staff/sign-in?ended');
  expect(await cookiesOf(page)).toEqual(PROTECTS);
  expect(await stored(page)).toEqual([]);
  const asked = page.waitForRequest('**/zh/report');
  await page.goto('/zh/report');
  expect(await (await asked).headerValue('cookie')).toBeNull();

  // Somebody follows a report in the same browser and leaves; what protects the officer stays.
  const { code } = await submitReport(site.ctx, { draft: fireDraft() });
  await page.goto('/zh/follow');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.locator('button[name=step][value=leave]').first().waitFor({ timeout: 60_000 });
  expect(await cookiesOf(page)).toContain('anshao-follow /');
  await fillStorage(page);
  await leave(page);
  expect(await cookiesOf(page)).toEqual(PROTECTS);
  expect(await stored(page)).toEqual([]);
  await page.context().close();
});
