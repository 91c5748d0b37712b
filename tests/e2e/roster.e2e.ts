import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { advanceAlerts } from '~/services/report/danger-escalation.server';
import { launchBrowser } from '../runner/browser';
import { reportFire } from '../services/case-workspace';
import { openCase } from './case-page';
import { axe, giveBack, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** At both widths nothing sticks out, and axe finds nothing. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await axe(page, name);
}

/** What the form says of danger to life, in a browser without scripts. */
async function promised(lang = 'zh'): Promise<string> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}/${lang}/report`);
  await page.check('input[name=urgent][value=yes]');
  const text = (await page.locator('.anshao-if-urgent').textContent()) ?? '';
  await context.close();
  return text;
}

const lackingOn = (page: Page, name: string) => page.locator(`[data-${name}]`).first().getAttribute(`data-${name}`);

it('says each day in red to administrators and supervisors that nobody would be told, and promises nothing', async () => {
  for (const login of ['admin', 'committee.1']) {
    const page = await signIn(browser, site, login);
    expect(await lackingOn(page, 'duty-lacks')).toBe('noRoster');
    await looksRight(page, `home-${login}`);
    await giveBack(page);
  }
  expect(await promised()).toMatch(/119[\s\S]*120[\s\S]*110[\s\S]*12350[\s\S]*不会自动通知任何人/);
  expect(await promised('en')).toMatch(/119[\s\S]*nobody is told automatically/);
});

it('is filled in by an administrator, with errors beside the fields, and agreed to by a guardian', async () => {
  const admin = await signIn(browser, site, 'admin', 'roster');
  await looksRight(admin, 'roster-empty');
  await admin.getByRole('link', { name: '增加一个人' }).click();
  await admin.locator('#roster-form').waitFor();
  await admin.fill('input[name=from]', '二十点');
  await admin.fill('input[name=mail]', '张三');
  await admin.getByRole('button', { name: /^提交/ }).click();
  await admin.locator('.govuk-error-summary').waitFor();
  expect(await admin.locator('.govuk-error-message').allTextContents()).toEqual([
    expect.stringContaining('请填写时间'),
    expect.stringContaining('邮箱地址'),
  ]);
  expect(await admin.inputValue('input[name=mail]')).toBe('张三');
  await looksRight(admin, 'roster-entry');
  await admin.fill('input[name=from]', '0：00');
  await admin.fill('input[name=mail]', 'zhiban@anling.example');
  await admin.getByRole('button', { name: /^提交/ }).click();
  await admin.locator('.govuk-notification-banner--success').waitFor();
  await admin.getByText('须由另一个人').waitFor();
  expect(await admin.getByRole('button', { name: /^同意/ }).count()).toBe(0);
  await giveBack(admin);

  const guardian = await signIn(browser, site, 'guardians.1');
  await guardian.locator('a[href="/zh/staff/roster"]').first().waitFor();
  await toStaffPage(guardian, 'roster');
  await looksRight(guardian, 'roster-asked');
  await guardian.getByRole('button', { name: /^同意/ }).click();
  await guardian.locator('.govuk-notification-banner--success').waitFor();
  await guardian.getByText('zhiban@anling.example').waitFor();
  await giveBack(guardian);
});

it('is tried by a test that its reader confirms; then the form promises that somebody is told', async () => {
  const admin = await signIn(browser, site, 'admin', 'roster');
  expect(await lackingOn(admin, 'lacks')).toBe('untested');
  await admin.getByRole('button', { name: '向所有人试发' }).click();
  await admin.locator('.govuk-notification-banner--success').waitFor();
  await expect.poll(() => site.mails.length).toBe(1);
  const number = /(\d{6})/.exec(site.mails[0]?.text ?? '')?.[1] ?? '';
  const reader = await signIn(browser, site, 'fire.handler', 'alerts');
  await reader.fill('input[name=number]', '1');
  await reader.getByRole('button', { name: '我收到了' }).click();
  await reader.locator('.govuk-error-summary').waitFor();
  await reader.fill('input[name=number]', number);
  await reader.getByRole('button', { name: '我收到了' }).click();
  await reader.locator('.govuk-notification-banner--success').waitFor();
  await giveBack(reader);
  await admin.getByRole('link', { name: '刷新结果' }).click();
  await admin.locator('[data-outcome=sent]').getByText('本人已确认收到').waitFor();
  expect(await lackingOn(admin, 'lacks')).toBe('');
  await looksRight(admin, 'roster-tested');
  await giveBack(admin);
  expect(await promised()).toMatch(/119[\s\S]*马上通知值班人员/);
  expect(await promised('en')).toMatch(/119[\s\S]*told at once, day and night/);
});

it('an alert is red until somebody of the unit looks after it, and supervisors see whom to call', async () => {
  site.mails.length = 0;
  await reportFire(site.ctx, { urgent: true });
  await expect.poll(() => site.mails.map(({ to }) => to)).toEqual(['zhiban@anling.example']);
  const lead = await signIn(browser, site, 'fire.lead');
  await lead.locator('.anshao-card--bad a[href="/zh/staff/alerts"]').waitFor();
  await looksRight(lead, 'home-alert');
  const supervisor = await signIn(browser, site, 'committee.1', 'alerts');
  await supervisor.getByRole('row', { name: /消防/ }).waitFor();
  expect(await supervisor.locator('a[href*="/staff/cases/"]').count()).toBe(0);
  await looksRight(supervisor, 'alerts-units');
  await openCase(lead, 1);
  await lead.locator('[data-alert-open]').waitFor();
  await looksRight(lead, 'case-alert');
  await toStaffPage(lead, 'alerts');
  await looksRight(lead, 'alerts-own');
  await lead.getByRole('button', { name: /^我来处理/ }).click();
  await lead.locator('.govuk-notification-banner--success').waitFor();
  // The page says what was done, and then reads the list anew.
  await lead.getByRole('button', { name: /^我来处理/ }).waitFor({ state: 'detached' });
  await lead.locator('a[href*="/staff/cases/"]').click();
  await lead.getByText('按小时计').first().waitFor();
  expect(await lead.locator('[data-alert-open]').count()).toBe(0);
  site.mails.length = 0;
  site.advance(45 * 60_000);
  await advanceAlerts(site.ctx);
  expect(site.mails).toEqual([]);
  await giveBack(lead);
  await giveBack(supervisor);
});
