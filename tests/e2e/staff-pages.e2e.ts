import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { axe, signIn } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Who has which pages besides those of the story, as their own navigation shows them. */
const PAGES: [login: string, pages: string[]][] = [
  ['admin', ['members', 'boards', 'policies']],
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
  await page.context().close();
});
