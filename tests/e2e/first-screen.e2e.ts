import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { reportFire } from '../services/case-workspace';
import { openCase } from './case-page';
import { axe, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 720 };

let site: TestSite;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  await reportFire(site.ctx, { urgent: true });
  page = await signIn(browser, site, 'fire.handler');
});
afterAll(() => browser?.close());

async function placeOf(part: Locator) {
  await part.waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  const box = await part.boundingBox();
  if (!box) throw new Error('is not shown');
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth);

it('counts on the first page what is due, new, answered and waiting, danger first, each leading to those cases', async () => {
  for (const size of [PHONE, WIDE]) {
    await page.setViewportSize(size);
    const counted = page.locator('[data-counted] a');
    await counted.first().waitFor();
    expect(await counted.evaluateAll((all) => all.map((one) => one.getAttribute('data-counted-name')))).toEqual([
      'urgent',
      'overdue',
      'soon',
      'awaitsReply',
      'registered',
      'forMe',
    ]);
    expect((await placeOf(counted.last())).bottom).toBeLessThan(size.height);
    expect(await widthOf()).toBe(size.width);
    await axe(page, `counts at ${size.width}`);
  }
  await page.locator('[data-counted-name=urgent]').click();
  await page.waitForURL('**/zh/staff/queue?urgent=yes');
  await page.locator('[data-case-link="1"]').waitFor();
});

it('shows what was reported before the first screen ends, with the next acts beside it where there is room', async () => {
  await openCase(page, 1);
  await page.setViewportSize(PHONE);
  const told = page.locator('[data-narrative]');
  const acts = page.locator('[data-next-acts]');
  expect((await placeOf(told)).bottom).toBeLessThan(PHONE.height);
  expect((await placeOf(acts)).y).toBeGreaterThan((await placeOf(told)).bottom);
  expect(await widthOf()).toBe(PHONE.width);
  await page.setViewportSize(WIDE);
  const [narrative, next] = [await placeOf(told), await placeOf(acts)];
  expect(narrative.bottom).toBeLessThan(WIDE.height);
  expect(next.x).toBeGreaterThan(narrative.right);
  expect((await placeOf(acts.getByRole('button').first())).bottom).toBeLessThan(WIDE.height);
  await axe(page, 'case in two columns');
  await toStaffPage(page, 'queue');
});
