import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { keysWords } from '~/words/keys/keys';
import { launchBrowser } from '../runner/browser';
import { reportFire } from '../services/case-workspace';
import { openCase } from './case-page';
import { axe, shownIn, signIn, toStaffPage, unlock } from './people';
import { openSite, type TestSite } from './site';

export const words = keysWords.zh;

export let site: TestSite;

export let browser: Browser;

export let told: { caseId: string; order: number };

export const workspaces = new Map<string, Page>();

/** Each chapter needs all before it. */
let broken = false;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  const { caseId } = await reportFire(site.ctx);
  const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  told = { caseId, order: row?.order ?? 0 };
});

afterAll(() => browser?.close());

beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

/** A member's own browser, signed in once. */
export async function workspace(login: string): Promise<Page> {
  const page = workspaces.get(login) ?? (await signIn(browser, site, login));
  workspaces.set(login, page);
  return page;
}

/** A page of the navigation, with its data asked for anew. */
export async function freshly(page: Page, name: string): Promise<void> {
  await toStaffPage(page, name === 'keys' ? 'queue' : 'keys');
  await toStaffPage(page, name);
}

export async function readsTheCase(page: Page): Promise<void> {
  await openCase(page, told.order);
  expect(await shownIn(page.locator('[data-narrative]'))).toContain('消防通道被木料堵住');
}

/** The same page in English, after a full load that forgets the keys. */
export async function inEnglish(page: Page, name: string, passphrase: string): Promise<void> {
  await page.goto(`/en/staff/${name}`);
  await unlock(page, passphrase);
  await axe(page, `${name} in English`);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
}
