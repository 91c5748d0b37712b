import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshnessStamp } from '#db/schema/county';
import type { ReportingKeys } from '~/contract/answers/report';
import { submitReport } from '~/services/report/report.server';
import { stampWords } from '~/words/keys/stamp';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { axe, openPage, signIn } from './people';
import { follow, leave } from './reporter';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
const words = stampWords.zh;

beforeAll(async () => {
  site = await openSite();
  const { memberId } = site.county.of('guardians.1');
  await site.owner.db.delete(freshnessStamp).where(eq(freshnessStamp.memberId, memberId));
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const lapsed = (page: Page, is: boolean) => page.locator(`#list-freshness[data-lapsed=${is}]`).waitFor();

it('tells a reporter without scripts, before typing, that only one guardian confirmed the list; sending stays possible', async () => {
  const page = await openPage(browser, site, false);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('/zh/report');
    await lapsed(page, true);
    expect(await page.locator('#list-freshness').textContent()).toContain(words.staleNever);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  expect(await page.locator('button[name=step][value=check]').isEnabled()).toBe(true);
  await page.context().close();
});

it('lets a guardian confirm it by one press on the page of asks', async () => {
  const page = await signIn(browser, site, 'guardians.1');
  await page.locator('nav a[href="/zh/staff/ceremonies"]').click();
  await page.locator('[data-stamp=lapsed]').waitFor();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await axe(page, `stamp of freshness at ${width}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.getByRole('button', { name: words.stamp }).click();
  await page.locator('[data-stamp=fresh]').waitFor();
  await page.getByText(words.done, { exact: true }).waitFor();
  await page.context().close();
});

it('shows version and date, and believes no page that says fresh where the stamps do not hold', async () => {
  const page = await openPage(browser, site, true);
  await page.goto('/zh/report');
  await lapsed(page, false);
  expect(await page.locator('#list-freshness').textContent()).toMatch(/第 \d+ 版，\d{4}年\d{1,2}月\d{1,2}日/);
  await page.focus('textarea[name=description]');
  await page.locator('#list-freshness [data-part=list]').waitFor();
  await lapsed(page, false);
  await page.route('**/report/keys.json', async (route) => {
    const answer = await route.fetch();
    const given = (await answer.json()) as ReportingKeys;
    await route.fulfill({ response: answer, json: { ...given, stamps: given.stamps.slice(1) } });
  });
  await page.goto('/zh/report');
  await lapsed(page, false);
  await page.focus('textarea[name=description]');
  await lapsed(page, true);
  await page.getByText(words.staleTitle).waitFor();
  await axe(page, 'report form with a lapsed list');
  await page.context().close();
});

it('shows version and date on a reporter’s page, and warns there of what the own browser found', async () => {
  const { code } = await submitReport(site.ctx, { draft: fireDraft() });
  const plain = await openPage(browser, site, false);
  expect(await follow(plain, code)).toMatch(/第 \d+ 版，\d{4}年\d{1,2}月\d{1,2}日/);
  await lapsed(plain, false);
  await plain.context().close();
  const page = await openPage(browser, site, true);
  // A server that lies: it hands out only one guardian's stamp, and says that all is well.
  await page.route('**/zh/follow', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/(&quot;stamps&quot;:\[\{.*?\}),\{.*?\}\]/, '$1]');
    await route.fulfill({ response: answer, body });
  });
  await page.goto('/zh/follow');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.locator('#list-freshness[data-lapsed=true]').waitFor({ timeout: 60_000 });
  await page.getByText(words.staleTitle).waitFor();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await axe(page, `follow page with a lapsed list at ${width}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.unroute('**/zh/follow');
  await leave(page);
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.locator('#list-freshness[data-lapsed=false]').waitFor({ timeout: 60_000 });
  await page.context().close();
});
