import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { totpCode } from '~/services/staff/totp.server';
import { passkeyWords } from '~/words/staff/passkey';
import { launchBrowser } from '../runner/browser';
import { axe, openPage, signIn, toStaffPage, unlock } from './people';
import { openSite, type TestSite } from './site';

const DERIVING_MS = 60_000;
const MINUTE = 60_000;
let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const keysOpen = (page: Page) => page.locator('.anshao-key--open').waitFor({ timeout: DERIVING_MS });
const keysLocked = (page: Page) => page.locator('.anshao-unlock').waitFor();
const left = (page: Page) => page.locator('[data-seconds-left]');

/** A page whose timers the test moves, with the keys open. */
async function atWorkspace(login: string, shared: boolean): Promise<Page> {
  const page = await openPage(browser, site, true);
  await page.clock.install();
  site.advance(31_000);
  await page.goto('/zh/staff/sign-in');
  await page.locator('form[data-alive]').waitFor();
  if (shared) {
    await page.locator('label[for=shared]').click();
    await page.locator('.govuk-inset-text', { hasText: '共用电脑' }).waitFor();
    await axe(page, 'sign-in on a shared computer');
  }
  const { passphrase, totpSecret } = site.county.of(login);
  await page.fill('input[name=login]', login);
  await page.fill('input[name=passphrase]', passphrase);
  await page.fill('input[name=totp]', totpCode(totpSecret, site.ctx.now()));
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL('**/zh/staff', { timeout: DERIVING_MS });
  await keysOpen(page);
  return page;
}

it('locks after a quarter of an hour, says so a minute before, and waits for whoever is there', async () => {
  const page = await atWorkspace('intake.1', false);
  await page.clock.fastForward(13.5 * MINUTE);
  expect(await left(page).count()).toBe(0);
  await page.clock.fastForward(MINUTE);
  await left(page).waitFor();
  await axe(page, 'keys about to lock');
  await page.getByRole('button', { name: '继续使用' }).click();
  await left(page).waitFor({ state: 'detached' });
  await page.clock.fastForward(13 * MINUTE);
  expect(await page.locator('.anshao-key--open').count()).toBe(1);
  await page.clock.fastForward(2.5 * MINUTE);
  await keysLocked(page);
  await unlock(page, site.county.of('intake.1').passphrase);
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'anshao-staff');
  expect(cookie?.expires).toBeGreaterThan(0);
  await page.context().close();
});

it('says before it locks, once and to screen readers too, which texts are not sent and what becomes of them', async () => {
  const page = await atWorkspace('admin', false);
  await toStaffPage(page, 'members');
  const form = page.locator('form[data-draft="members#invite"]');
  await form.locator('[name=name]').fill('测试员乙');
  await page.waitForFunction(() => document.querySelector('form[data-draft-typed]') === null);
  const label = await form
    .locator('[name=name]')
    .evaluate((one: HTMLInputElement) => one.labels?.[0]?.textContent ?? '');
  expect(label).not.toBe('');
  // What a screen reader is told: the text of the live region, each time that it changes.
  const notice = page.locator('.anshao-lock-notice [role=alert]');
  expect(await notice.textContent()).toBe('');
  const told = await notice.evaluateHandle((region) => {
    const said: string[] = [];
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    return said;
  });
  await page.clock.fastForward(14.1 * MINUTE);
  await left(page).waitFor();
  const first = await left(page).textContent();
  await page.clock.fastForward(5_000);
  await expect.poll(() => left(page).textContent()).not.toBe(first);
  const said = (await told.jsonValue()) as string[];
  const { soon, closes, kept, quoted } = passkeyWords.zh.lock;
  expect(said).toEqual([`${soon}${closes}${kept(quoted(label))}`]);
  expect(await notice.evaluate((region) => region.closest('[aria-hidden]'))).toBeNull();
  await axe(page, 'keys about to lock over a text');
  // And so it is, after a reload too.
  await page.clock.fastForward(MINUTE);
  await keysLocked(page);
  await page.reload();
  await unlock(page, site.county.of('admin').passphrase);
  await form.locator('[data-draft-back]').waitFor();
  expect(await form.locator('[name=name]').inputValue()).toBe('测试员乙');
  await page.context().close();
});

it('locks a shared computer after three minutes, and its session ends with the browser', async () => {
  const page = await atWorkspace('intake.2', true);
  await page.clock.fastForward(2.5 * MINUTE);
  await left(page).waitFor();
  await page.clock.fastForward(MINUTE);
  await keysLocked(page);
  const cookies = await page.context().cookies();
  expect(cookies.find(({ name }) => name === 'anshao-staff')?.expires).toBe(-1);
  expect(cookies.find(({ name }) => name === 'anshao-device')).toBeUndefined();
  await page.context().close();
});

it('locks every tab when one is locked, closes none, and leaves every tab when one signs out', async () => {
  const page = await signIn(browser, site, 'custodians.1');
  const { passphrase } = site.county.of('custodians.1');
  const second = await page.context().newPage();
  await second.goto('/zh/staff');
  // Keys do not cross: the new tab starts locked.
  await keysLocked(second);
  await unlock(second, passphrase);
  const third = await page.context().newPage();
  await third.goto('/zh/staff');
  await unlock(third, passphrase);
  await third.close();
  expect(await page.locator('.anshao-key--open').count()).toBe(1);
  await second.getByRole('button', { name: '锁定密钥' }).click();
  await keysLocked(page);
  await unlock(page, passphrase);
  expect(await second.locator('.anshao-key--open').count()).toBe(0);
  await page.getByRole('button', { name: '退出登录' }).click();
  await second.waitForURL('**/zh/staff/sign-in?ended');
  // Nothing but the framework's scroll positions.
  const stored = await second.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  expect(stored.filter((name) => name !== 'positions')).toEqual([]);
  // And what protects: the county key and list seen, which public pages do not get.
  const kept = (await page.context().cookies()).filter(({ name }) => name === 'anshao-seen');
  expect(kept.map(({ path }) => path).sort()).toEqual(['/en/staff', '/zh/staff']);
  for (const { value } of kept) expect(decodeURIComponent(value)).toContain(site.county.directory.publicKey);
  await page.context().close();
});
