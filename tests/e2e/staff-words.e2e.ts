import { eq } from 'drizzle-orm';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile, sealedPart } from '#db/schema/casework';
import { submitReport } from '~/services/report/report.server';
import { caseWords } from '~/words/case/case';
import { refusalSentence } from '~/words/refused';
import { launchBrowser } from '../runner/browser';
import { acceptCase } from '../services/case-steps';
import { fireDraft } from '../services/case-workspace';
import { actForm, openCase } from './case-page';
import { axe, giveBack, signIn, signInWith, unlock } from './people';
import { openSite, type TestSite } from './site';

const t = caseWords.zh;
const LOGIN = 'fire.handler';
const WORDS = '先电话核实，再到东门看一看。';

let site: TestSite;
let browser: Browser;
let caseId = '';

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  ({ caseId } = await submitReport(site.ctx, { draft: fireDraft({ occurredOn: null }) }));
});
afterAll(() => browser?.close());

const notes = () => site.ctx.db.$count(sealedPart, eq(sealedPart.caseId, caseId));
const passphrase = () => site.county.of(LOGIN).passphrase;
const textOf = (page: Page): Locator => actForm(page, 'note').locator('[name=text]');
const drafts = (page: Page) =>
  page.evaluate(() => Object.entries(sessionStorage).filter(([name]) => name.startsWith('anshao-draft:')));
const sent = (page: Page) => page.locator('.govuk-notification-banner--success', { hasText: t.done.note });

async function openNote(page: Page): Promise<void> {
  await openCase(page, 1);
  const form = actForm(page, 'note');
  if (!(await form.isVisible())) await page.locator('details').filter({ has: form }).locator('summary').click();
}

/** Typed, and kept for a page that is loaded anew. */
async function typed(page: Page): Promise<void> {
  await textOf(page).fill(WORDS);
  await page.waitForFunction(() => Object.keys(sessionStorage).some((name) => name.startsWith('anshao-draft:')));
}

const press = (page: Page) => actForm(page, 'note').getByRole('button').last().click();

it('keeps what an officer typed over a lock and over a reload, sealed to their own key, until it is sent', async () => {
  const page = await signIn(browser, site, LOGIN);
  await openNote(page);
  await typed(page);
  await page.getByRole('button', { name: '锁定密钥' }).click();
  await page.locator('.anshao-unlock').waitFor();
  // While locked it cannot be read anywhere, neither on the page nor in what the browser keeps.
  expect(await page.content()).not.toContain(WORDS);
  const kept = await drafts(page);
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(WORDS.slice(0, 6));
  await unlock(page, passphrase());
  await page.locator('[data-draft-back]').waitFor();
  expect(await textOf(page).inputValue()).toBe(WORDS);
  await axe(page, 'words put back');
  await page.reload();
  await unlock(page, passphrase());
  await page.locator('[data-draft-back]').waitFor();
  expect(await textOf(page).inputValue()).toBe(WORDS);
  const before = await notes();
  await press(page);
  await sent(page).waitFor();
  expect(await notes()).toBe(before + 1);
  expect(await drafts(page)).toEqual([]);
  await giveBack(page);
});

it('leaves the page and its words when the session is over, and sends them after a sign-in in another tab', async () => {
  const page = await signIn(browser, site, LOGIN);
  await openNote(page);
  await typed(page);
  const before = await notes();
  await page.context().clearCookies({ name: 'anshao-staff' });
  await press(page);
  const fate = page.locator('[data-page-fate=ended]');
  await fate.waitFor();
  expect(await textOf(page).inputValue()).toBe(WORDS);
  expect(await notes()).toBe(before);
  await axe(page, 'the session is over');
  const opening = page.context().waitForEvent('page');
  await fate.locator('a').click();
  await signInWith(await opening, site, site.county.of(LOGIN));
  await press(page);
  await sent(page).waitFor();
  expect(await notes()).toBe(before + 1);
  await fate.waitFor({ state: 'detached' });
  await giveBack(page);
});

it('keeps page and words where no answer comes, says that it is not known, and counts what is pressed again once', async () => {
  const page = await signIn(browser, site, LOGIN);
  await openNote(page);
  await typed(page);
  const before = await notes();
  await page.route('**/staff/cases/**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await press(page);
  await page.locator('#note-error', { hasText: refusalSentence({ code: 'noAnswer' }, 'zh') }).waitFor();
  expect(await textOf(page).inputValue()).toBe(WORDS);
  expect(await notes()).toBe(before + 1);
  await page.unroute('**/staff/cases/**');
  await press(page);
  await sent(page).waitFor();
  expect(await notes()).toBe(before + 1);
  await giveBack(page);
});

it('tells as done what a colleague did meanwhile, and shows how the case stands now', async () => {
  const page = await signIn(browser, site, LOGIN);
  await openCase(page, 1);
  await page.locator('[data-case-stage=registered]').waitFor();
  await acceptCase(site.ctx, site.county.actor('fire.lead'), caseId);
  await actForm(page, 'accept').getByRole('button').last().click();
  await page.locator('[data-case-stage=accepted]').waitFor();
  await page.locator('[data-no-longer]', { hasText: /“受理”已经办好：同事在.*不用再办/ }).waitFor();
  await axe(page, 'done by a colleague');
  await giveBack(page);
});

it('leaves the words when a colleague has transferred the case meanwhile, and says so', async () => {
  const page = await signIn(browser, site, LOGIN);
  await openNote(page);
  await typed(page);
  const give = (code: 'emergency' | 'fire') =>
    site.owner.db.update(caseFile).set({ responsibleUnitId: site.county.unitIds[code] }).where(eq(caseFile.id, caseId));
  await give('emergency');
  await press(page);
  await page.locator('#note-error', { hasText: t.errors.notFound }).waitFor();
  expect(await textOf(page).inputValue()).toBe(WORDS);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/zh/staff/sign-in?ended');
  expect(await drafts(page)).toEqual([]);
  await give('fire');
  await giveBack(page);
});
