import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { axe, openPage, shownIn } from './people';
import { openSite, type TestSite } from './site';

/** A telephone held upright, in CSS pixels. */
const PHONE = { width: 390, height: 844 };
const MAX_SCREENS = 4;

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function reportPage(lang: 'zh' | 'en', scripts: boolean, size = PHONE): Promise<Page> {
  const page = await openPage(browser, site, scripts);
  await page.setViewportSize(size);
  await page.goto(`/${lang}/report`);
  if (scripts) await page.locator('[data-mode=sealed]').waitFor();
  return page;
}

/** From the top of the page to the end of the button that leads on. */
async function heightOf(page: Page): Promise<number> {
  const box = await page.locator('button[value=check]').boundingBox();
  return (box?.y ?? 0) + (box?.height ?? 0) + (await page.evaluate(() => window.scrollY));
}

it.each([
  ['zh', true],
  ['zh', false],
  ['en', true],
  ['en', false],
] as const)('asks on a phone at once, and for no more than four screens (%s, scripts %s)', async (lang, scripts) => {
  const page = await reportPage(lang, scripts);
  const first = await page.locator('input[name=urgent]').first().boundingBox();
  expect(first?.y).toBeLessThan(PHONE.height);
  await page.check('input[name=anonymity][value=anonymous]');
  expect(await heightOf(page)).toBeLessThan(MAX_SCREENS * PHONE.height);
  await axe(page, `report page, first screen, ${lang}`);
  await page.context().close();
});

it('asks for what the answers call for, and for nothing else, without scripts too', async () => {
  const page = await reportPage('zh', false);
  const asked = async (field: string) => page.locator(`[name=${field}]`).first().isVisible();
  const personal = ['name', 'phone', 'idNumber', 'jointReporters', 'contactPhone', 'consent'];
  const seen = async () => {
    const found: string[] = [];
    for (const field of personal) if (await asked(field)) found.push(field);
    return found;
  };
  expect(await seen()).toEqual([]);
  await page.check('input[name=anonymity][value=named]');
  expect(await seen()).toEqual(['name', 'phone', 'idNumber', 'jointReporters', 'consent']);
  await page.check('input[name=anonymity][value=anonymous]');
  expect(await seen()).toEqual(['contactPhone']);
  await page.fill('input[name=contactPhone]', '13800000000');
  expect(await seen()).toEqual(['contactPhone', 'consent']);
  const alarm = page.locator('.anshao-if-urgent');
  expect(await alarm.isVisible()).toBe(false);
  await page.check('input[name=urgent][value=yes]');
  expect(await alarm.isVisible()).toBe(true);
  await page.context().close();
});

it.each([true, false])('opens what is folded away when something in it is wrong (scripts %s)', async (scripts) => {
  const page = await reportPage('zh', scripts);
  const day = page.locator('input[name=occurredOn]');
  expect(await day.isVisible()).toBe(false);
  await page.locator('summary', { hasText: '选填' }).click();
  await day.fill('2月30日');
  await page.locator('summary', { hasText: '选填' }).click();
  await page.locator('button[name=step][value=check]').click();
  await page.locator('.govuk-error-summary').waitFor();
  expect(await day.isVisible()).toBe(true);
  expect(await shownIn(page.locator('main'))).toContain('没有这一天');
  await page.context().close();
});

it('keeps the way out off the text on the narrowest screen', async () => {
  const page = await reportPage('zh', false, { width: 320, height: 640 });
  const bar = await page.locator('.anshao-exit__link').boundingBox();
  expect([bar?.x, bar?.width]).toEqual([0, 320]);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  const end = await page.locator('footer').boundingBox();
  expect((end?.y ?? 0) + (end?.height ?? 0)).toBeLessThanOrEqual((bar?.y ?? 0) + 1);
  await page.context().close();
});
