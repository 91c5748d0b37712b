import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { invite } from './newcomer';
import { giveBack, openPage, shownIn, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Presses three times with the same mistake: each time the errors, word for word the same, take the focus. */
async function toldEachTime(page: Page, press: () => Promise<void>): Promise<void> {
  const summary = page.locator('.govuk-error-summary');
  const said: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    await press();
    await summary.waitFor();
    await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true);
    said.push(await shownIn(summary));
  }
  expect(new Set(said).size).toBe(1);
}

describe('the same errors told again take the focus again', () => {
  it('in forms of the register and of rules', async () => {
    const page = await signIn(browser, site, 'admin');
    for (const [list, form] of [
      ['employers', '#employer-form'],
      ['boards', '#board-form'],
    ] as const) {
      await toStaffPage(page, list);
      await page.locator(`main a[href="/zh/staff/${list}/new"]`).click();
      await page.locator(form).waitFor();
      await toldEachTime(page, () => page.locator(`${form} button[value=save]`).click());
    }
    await toStaffPage(page, 'policies');
    await page.getByRole('link', { name: '保存期限' }).click();
    const form = page.locator('#policy-form');
    await form.locator('input[name=payeeDays]').fill('半年');
    await toldEachTime(page, () => form.locator('button').last().click());
    await giveBack(page);
  });

  it('in the form of a penalty', async () => {
    const page = await signIn(browser, site, 'fire.handler');
    await page.goto('/zh/staff/penalties');
    await page
      .locator('form[data-draft="penalties#register"] input[name=mark][value]:not([value=""])')
      .waitFor({ state: 'attached' });
    await toldEachTime(page, () => page.locator('button[value=register]').click());
    await giveBack(page);
  });

  it('where a passphrase is changed, or made at the first sign-in', async () => {
    const page = await signIn(browser, site, 'admin');
    await page.locator('a[href="/zh/staff/my-keys"]').first().click();
    const change = page.locator('form[data-change=change]');
    await page.locator('details', { has: change }).locator('summary').click();
    await change.locator('input[name=old]').fill('x');
    await change.locator('input[name=passphrase]').fill('y');
    await toldEachTime(page, () => change.locator('button').last().click());
    await toStaffPage(page, 'members');
    const newcomer = { name: '新来的', login: 'zz.newcomer', unit: '消防救援大队', role: 'handler' };
    const link = await invite(page, newcomer);
    const other = await openPage(browser, site, true);
    await other.goto(link);
    await other.getByRole('button', { name: '改用口令和验证器' }).click();
    await other.locator('[data-passphrase]', { hasText: /\w+( \w+){5}/ }).waitFor();
    await other.fill('input[name=passphrase]', 'x');
    await other.fill('input[name=totp]', '000000');
    await toldEachTime(other, () => other.getByRole('button', { name: '产生密钥并启用' }).click());
    await other.context().close();
    await giveBack(page);
  });

  it('at the door', async () => {
    const page = await openPage(browser, site, true);
    await page.goto('/zh/staff/sign-in');
    await page.locator('form[data-alive]').waitFor();
    await page.fill('input[name=login]', 'nobody');
    await page.fill('input[name=passphrase]', 'x');
    await page.fill('input[name=totp]', '000000');
    await toldEachTime(page, async () => {
      await page.getByRole('button', { name: '登录' }).click();
      await page.waitForResponse((answer) => answer.request().method() === 'POST');
    });
    await page.context().close();
  });
});
