import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealedPart } from '#db/schema/casework';
import { submitReport } from '~/services/report/report.server';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { actForm, openCase } from './case-page';
import { invite } from './newcomer';
import { axe, giveBack, openPage, shownIn, signIn, signInWith } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
let caseId = '';

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  ({ caseId } = await submitReport(site.ctx, { draft: fireDraft({ occurredOn: null }) }));
});
afterAll(() => browser?.close());

const WORDS = '只是承办人自己的话。';
const notes = () => site.ctx.db.$count(sealedPart, eq(sealedPart.caseId, caseId));

/** Somebody else signs in in another tab, after the browser lost the session without telling its tabs. */
async function signInBeside(page: Page, login: string): Promise<Page> {
  const tab = await page.context().newPage();
  await page.context().clearCookies({ name: 'anshao-staff' });
  await signInWith(tab, site, site.county.of(login));
  return tab;
}

it('an older page of somebody else neither acts nor reads with the session of whoever signed in since', async () => {
  const page = await signIn(browser, site, 'fire.lead');
  await openCase(page, 1);
  const before = await notes();
  const beside = await signInBeside(page, 'fire.handler');
  const form = actForm(page, 'note');
  if (!(await form.isVisible())) await page.locator('details').filter({ has: form }).locator('summary').click();
  await form.locator('[name=text]').fill(WORDS);
  await form.getByRole('button').last().click();
  await page.locator('[data-page-fate=another]', { hasText: '登录的不是打开本页的人' }).waitFor();
  expect(await form.locator('[name=text]').inputValue()).toBe(WORDS);
  expect(await notes()).toBe(before);
  await axe(page, 'another person signed in');
  await page.locator('nav a[href="/zh/staff/queue"]').click();
  await page.getByRole('heading', { name: '登录的人换了', level: 1 }).waitFor();
  // The control: the person who is signed in does the same on a page of their own.
  await openCase(beside, 1);
  const own = actForm(beside, 'note');
  if (!(await own.isVisible())) await beside.locator('details').filter({ has: own }).locator('summary').click();
  await own.locator('[name=text]').fill(WORDS);
  await own.getByRole('button').last().click();
  await beside.locator('.govuk-notification-banner--success').waitFor();
  expect(await notes()).toBe(before + 1);
  await giveBack(page);
});

it('nobody enrols where somebody else is signed in', async () => {
  const page = await signIn(browser, site, 'admin', 'members');
  const newcomer = { name: '丙同志', login: 'fire.three', unit: '消防救援大队', role: 'handler' };
  const link = await invite(page, newcomer);
  const fresh = await openPage(browser, site, true);
  await fresh.goto(link);
  await fresh.locator('[data-enrol-passkey]').waitFor();
  const tab = await page.context().newPage();
  await tab.goto(link);
  expect(await shownIn(tab.locator('main'))).toContain('请先退出登录');
  expect(await tab.locator('[data-enrol-passkey]').count()).toBe(0);
  await axe(tab, 'enrol where somebody is signed in');
  await tab.locator('[data-sign-out-first] button:enabled').click();
  await tab.waitForURL('**/zh/staff/sign-in?ended');
  await tab.goto(link);
  await tab.locator('[data-enrol-passkey]').waitFor();
  await giveBack(page);
  await fresh.context().close();
});
