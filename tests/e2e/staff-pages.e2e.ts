import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { reportFire } from '../services/case-workspace';
import { axe, giveBack, signIn } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Which pages each role has beside those of the story, as their own navigation shows them. */
const PAGES: [login: string, pages: string[]][] = [
  ['admin', ['members', 'removals', 'duties', 'employers', 'boards', 'policies']],
  ['publisher', ['penalties', 'releases']],
  ['auditor', ['log', 'oversight']],
  ['committee.1', ['oversight', 'keys']],
  ['guardians.1', ['directory', 'keys', 'payouts']],
  ['finance.1', ['funds', 'payouts']],
];

it.each(PAGES)('%s finds the own pages in the navigation, and axe finds nothing on them', async (login, pages) => {
  const page = await signIn(browser, site, login);
  for (const name of pages) {
    await page.locator(`nav a[href="/zh/staff/${name}"]`).click();
    await page.waitForURL(`**/zh/staff/${name}`);
    await page.locator('main h1').waitFor();
    await axe(page, `staff ${name}`);
    expect(await page.locator('main h1').count()).toBe(1);
  }
  await giveBack(page);
});

it('a handler’s first page begins with the unit’s cases, danger to life first, and opens one with two keys', async () => {
  const { caseId: calm } = await reportFire(site.ctx, { urgent: false });
  const { caseId: urgent } = await reportFire(site.ctx, { urgent: true });
  const page = await signIn(browser, site, 'fire.handler');
  const links = page.locator('main [data-case-link]');
  await expect
    .poll(() => links.evaluateAll((all) => all.map((one) => one.getAttribute('href'))))
    .toEqual([`/zh/staff/cases/${urgent}`, `/zh/staff/cases/${calm}`]);
  await axe(page, 'staff home with cases');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/zh/staff/cases/${urgent}`);
  await giveBack(page);
});

it('an administrator enters the county’s next rule; what is wrong is told beside its field and the rest is kept', async () => {
  const page = await signIn(browser, site, 'admin');
  await page.locator('nav a[href="/zh/staff/policies"]').click();
  await page.getByRole('link', { name: '保存期限' }).click();
  const form = page.locator('#policy-form');
  await form.waitFor();
  expect(await form.locator('input[name="ends.closed.contentDays"]').inputValue()).toBe('3650');
  await form.locator('input[name=legalBasis]').fill('安岭县档案管理规定（测试）');
  await form.locator('input[name=payeeDays]').fill('半年');
  await form.getByRole('button', { name: '录入' }).click();
  await form.locator('[id="payeeDays-error"]').waitFor();
  // A day without its year is the next one; it is shown before anything is entered, along with what is wrong elsewhere.
  const first = form.locator('input[name=effectiveFrom]');
  const loaded = await first.inputValue();
  for (const _ of ['first', 'again']) {
    await first.fill('明年12月20日');
    await form.getByRole('button', { name: '录入' }).click();
    const day = `${Number(loaded.slice(0, 4)) + 1}-12-20`;
    await expect.poll(() => first.inputValue()).toBe(day);
    await form.locator('[id="effectiveFrom-error"]', { hasText: day.replace(/-(\d+)-(\d+)/, '年$1月$2日') }).waitFor();
    expect(await form.locator('input[name=payeeDays]').inputValue()).toBe('半年');
  }
  await first.fill(loaded);
  await axe(page, 'staff policies with an error');
  expect(await form.locator('input[name=legalBasis]').inputValue()).toBe('安岭县档案管理规定（测试）');
  await form.locator('input[name=payeeDays]').fill('90');
  await form.getByRole('button', { name: '录入' }).click();
  await form.locator('[id="effectiveFrom-error"]', { hasText: '30 天' }).waitFor();
  await form.locator('input[name=payeeDays]').fill('365');
  await form.getByRole('button', { name: '录入' }).click();
  await page.locator('.govuk-notification-banner--success').waitFor();
  // It waits for a second person; whoever entered it cannot agree to it.
  const asked = page.locator('[data-policy-asked="1"]');
  await asked.getByText('保存期限').first().waitFor();
  expect(await asked.getByRole('button', { name: '同意', exact: true }).count()).toBe(0);
  await asked.getByRole('button', { name: '收回' }).waitFor();
  await giveBack(page);
});
