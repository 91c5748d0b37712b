import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { reportFire } from '../services/case-workspace';
import { invite } from './newcomer';
import { axe, openPage, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Checks that the news has the focus, and that all of it can be seen. */
async function hasTheEye(told: Locator): Promise<void> {
  await told.waitFor();
  await expect.poll(() => told.evaluate((element) => element === document.activeElement)).toBe(true);
  const inView = () =>
    told.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    });
  await expect.poll(inView).toBe(true);
}

const banner = (page: Page) => page.locator('.govuk-notification-banner');

describe('on the members’ page', () => {
  it('the link of an invitation comes where one looks, at each press, and copying says when it failed', async () => {
    const page = await signIn(browser, site, 'admin', 'members');
    const newcomer = { name: '新来的', login: 'zz.newcomer', unit: '消防救援大队', role: 'handler' };
    const link = await invite(page, newcomer);
    await hasTheEye(banner(page));
    await axe(page, 'an invitation’s link');
    const copied = page.locator('[data-copied]');
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }));
    await banner(page).getByRole('button').click();
    await copied.filter({ hasText: '没有复制成功' }).waitFor();
    await page.evaluate(() => {
      const clipboard = { writeText: async (text: string) => void Object.assign(window, { copied: text }) };
      Object.defineProperty(navigator, 'clipboard', { value: clipboard });
    });
    await banner(page).getByRole('button').click();
    await copied.filter({ hasText: '已复制' }).waitFor();
    expect(await page.evaluate(() => (window as unknown as { copied: string }).copied)).toBe(link);
    // From the row of the new member, far below: once more, with another link.
    const row = page.locator('tr', { hasText: newcomer.name });
    await row.locator('summary').first().click();
    await row.locator('button[value=renew]').click();
    await page.locator('[data-enrol-link]').filter({ hasNotText: link }).waitFor();
    await hasTheEye(banner(page));
    expect((await shownIn(page.locator('[data-enrol-link]'))).trim()).not.toBe(link);
  });
});

describe('on the queue', () => {
  it('nothing that was done is not told as done, and what is wrong takes the focus', async () => {
    await reportFire(site.ctx);
    const page = await signIn(browser, site, 'fire.lead', 'queue');
    const bulk = page.locator('[data-bulk]');
    await bulk.locator('select').selectOption({ index: 1 });
    await bulk.getByRole('button').click();
    await hasTheEye(page.locator('.govuk-error-summary'));
    // The only case is not accepted yet, so it cannot be assigned to anybody.
    await page.locator('input[name=case]').first().check();
    await bulk.locator('select').selectOption({ index: 1 });
    await bulk.getByRole('button').click();
    await hasTheEye(banner(page));
    const told = await shownIn(banner(page));
    expect(told).toContain('有 1 个案件不在可交办的环节');
    expect(told).not.toMatch(/已交办|成功/);
    expect(await page.locator('.govuk-notification-banner--success').count()).toBe(0);
  });
});

describe('without scripts', () => {
  it('what is wrong and what was done take the focus as the page comes', async () => {
    const { code } = await reportFire(site.ctx);
    const page = await openPage(browser, site, false);
    const focused = () => page.evaluate(() => document.activeElement?.className ?? '');
    await page.goto('/zh/follow');
    await page.fill('input[name=code]', '12345');
    await page.locator('button[value=open]').click();
    await page.locator('.govuk-error-summary').waitFor();
    expect(await focused()).toContain('govuk-error-summary');
    await page.fill('input[name=code]', code);
    await page.locator('button[value=open]').click();
    await page.locator('button[value=leave]').first().click();
    await banner(page).waitFor();
    expect(await focused()).toContain('govuk-notification-banner');
  });
});
