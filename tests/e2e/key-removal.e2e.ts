import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { axe, giveBack, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function fitsAPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 900 });
}

it('an administrator is warned of what closes and asks; a guardian sees it and agrees', async () => {
  const admin = await signIn(browser, site, 'admin', 'members');
  const row = admin.getByRole('row', { name: /finance\.2/ });
  await row.locator('summary').click();
  await row.getByText('须由密钥监督员或另一位管理员同意').waitFor();
  await axe(admin, 'members, one of two holders');
  await fitsAPhone(admin);
  await row.getByRole('button', { name: '申请停用，由他人同意' }).click();
  await admin.getByText('在那以前什么都没有变').waitFor();
  await expect.poll(() => row.getByText('已启用').count()).toBe(1);
  // Once more: it already waits.
  await row.getByRole('button', { name: '申请停用，由他人同意' }).click();
  await row.locator('.govuk-error-message').waitFor();
  await toStaffPage(admin, 'removals');
  await admin.getByRole('button', { name: /撤回/ }).waitFor();
  expect(await admin.getByRole('button', { name: /^同意/ }).count()).toBe(0);
  await giveBack(admin);

  const guardian = await signIn(browser, site, 'guardians.1', 'removals');
  await guardian.getByText('财政局只剩一人打得开密钥').waitFor();
  await axe(guardian, 'keys to be taken back');
  await fitsAPhone(guardian);
  await guardian.getByRole('button', { name: /^同意/ }).click();
  await guardian.locator('.govuk-notification-banner--success').waitFor();
  await guardian.getByText('没有等待确认的申请').waitFor();
  await giveBack(guardian);
});

it('a colleague is warned on the page of the unit’s key', async () => {
  const lead = await signIn(browser, site, 'zhenxi.lead', 'keys');
  await lead.getByText('只剩一人打得开密钥').waitFor();
  await axe(lead, 'unit key with two holders');
  await fitsAPhone(lead);
  await lead.getByRole('button', { name: /申请收回/ }).click();
  await lead.getByText('已提交，等待密钥监督员或管理员同意').waitFor();
  await giveBack(lead);
});
