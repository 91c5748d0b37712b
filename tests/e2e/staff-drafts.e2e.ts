import { eq } from 'drizzle-orm';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { employer } from '#db/schema/register';
import { member } from '#db/schema/staff';
import { today } from '~/services/context.server';
import { penaltyWords } from '~/words/publication/penalty';
import { membersWords } from '~/words/staff/members';
import { launchBrowser } from '../runner/browser';
import { confirmedCase } from '../services/reward-play';
import { openCase } from './case-page';
import { axe, giveBack, signIn, signInWith, toStaffPage, unlock } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const passphraseOf = (login: string) => site.county.of(login).passphrase;
const keptIn = (page: Page) =>
  page.evaluate(() => Object.entries(sessionStorage).filter(([name]) => name.startsWith('anshao-draft')));
const isKept = async (page: Page) => {
  await page.waitForFunction(() => Object.keys(sessionStorage).some((name) => name.startsWith('anshao-draft:')));
  await page.waitForFunction(() => document.querySelector('form[data-draft-typed]') === null);
};
const invite = (page: Page): Locator => page.locator('form[data-draft="members#invite"]');
const invited = (login: string) => site.ctx.db.$count(member, eq(member.login, login));
const invitePress = (page: Page) =>
  invite(page).getByRole('button', { name: membersWords.zh.invite, exact: true }).click();

async function fillInvite(page: Page, login: string): Promise<void> {
  await toStaffPage(page, 'members');
  const form = invite(page);
  await form.locator('[name=name]').fill('测试员甲');
  await form.locator('[name=login]').fill(login);
  await form.locator('[name=unitId]').selectOption(site.county.unitIds.fire);
  await form.locator('[name=roles][value=handler]').check();
  await isKept(page);
}

async function holdsInvite(page: Page, login: string): Promise<void> {
  const form = invite(page);
  await form.locator('[data-draft-back]').waitFor();
  expect(await form.locator('[name=name]').inputValue()).toBe('测试员甲');
  expect(await form.locator('[name=login]').inputValue()).toBe(login);
  expect(await form.locator('[name=unitId]').inputValue()).toBe(site.county.unitIds.fire);
  expect(await form.locator('[name=roles][value=handler]').isChecked()).toBe(true);
}

it('keeps a form outside the cases over a reload, a lock and Back, sealed, until it is taken', async () => {
  const page = await signIn(browser, site, 'admin');
  await fillInvite(page, 'draft.one');
  await page.reload();
  // What is typed is sealed, and cannot be read in what the browser keeps.
  expect(JSON.stringify(await keptIn(page))).not.toContain('测试员甲');
  await unlock(page, passphraseOf('admin'));
  await holdsInvite(page, 'draft.one');
  await axe(page, 'words put back into an invitation');
  await toStaffPage(page, 'policies');
  await page.goBack();
  await holdsInvite(page, 'draft.one');
  await page.getByRole('button', { name: '锁定密钥' }).click();
  await page.locator('.anshao-unlock').waitFor();
  // It needs no keys, so it goes on, and what is typed is still kept.
  await invite(page).locator('[name=login]').fill('draft.two');
  await isKept(page);
  await page.reload();
  await unlock(page, passphraseOf('admin'));
  await holdsInvite(page, 'draft.two');
  await invitePress(page);
  await page.locator('.govuk-notification-banner--success').waitFor();
  expect(await invited('draft.two')).toBe(1);
  await expect.poll(() => invite(page).locator('[name=login]').inputValue()).toBe('');
  expect((await keptIn(page)).map(([name]) => name).filter((name) => name.startsWith('anshao-draft:'))).toEqual([]);
  await giveBack(page);
});

it('counts a form once that is pressed again after a lost answer, and tells it as done', async () => {
  const page = await signIn(browser, site, 'admin');
  await fillInvite(page, 'draft.lost');
  await page.route('**/staff/members**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await invitePress(page);
  await page.locator('.govuk-error-summary').waitFor();
  expect(await invited('draft.lost')).toBe(1);
  expect(await invite(page).locator('[name=login]').inputValue()).toBe('draft.lost');
  await page.unroute('**/staff/members**');
  // This also holds over a reload in between.
  await page.reload();
  await unlock(page, passphraseOf('admin'));
  await holdsInvite(page, 'draft.lost');
  await invitePress(page);
  await page.locator('.govuk-error-summary', { hasText: '增加工作人员”已经' }).waitFor();
  expect(await invited('draft.lost')).toBe(1);
  await expect.poll(() => invite(page).locator('[name=login]').inputValue()).toBe('');
  await giveBack(page);
});

it('keeps words when the session is over, and sends them after a sign-in in another tab', async () => {
  const page = await signIn(browser, site, 'fire.lead');
  await page.goto('/zh/staff/penalties');
  await unlock(page, passphraseOf('fire.lead'));
  const form = page.locator('form[data-draft="penalties#register"]');
  const words = {
    decisionNumber: '安消罚〔2026〕9 号',
    decidedOn: '2026-03-02',
    offender: '某厂',
    offence: '锁闭安全出口',
    legalBasis: '安全生产法第四十二条',
    amountYuan: '20000',
  };
  for (const [name, value] of Object.entries(words)) await form.locator(`[name=${name}]`).fill(value);
  await form.locator('[name=sector]').selectOption('fire');
  await isKept(page);
  await page.context().clearCookies({ name: 'anshao-staff' });
  const press = () => form.getByRole('button', { name: penaltyWords.zh.register }).click();
  await press();
  const fate = page.locator('[data-page-fate=ended]');
  await fate.waitFor();
  expect(await form.locator('[name=offender]').inputValue()).toBe('某厂');
  const opening = page.context().waitForEvent('page');
  await fate.locator('a').click();
  await signInWith(await opening, site, site.county.of('fire.lead'));
  await press();
  await page.locator('.govuk-notification-banner--success').waitFor();
  await expect.poll(() => form.locator('[name=offender]').inputValue()).toBe('');
  await giveBack(page);
});

it('leaves nothing behind when its writer signs out', async () => {
  const page = await signIn(browser, site, 'admin');
  await fillInvite(page, 'draft.gone');
  expect(await keptIn(page)).toHaveLength(2);
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL('**/zh/staff/sign-in?ended');
  expect(await keptIn(page)).toEqual([]);
  await giveBack(page);
});

it('compares words that were put back with what stood there when they were typed', async () => {
  const page = await signIn(browser, site, 'admin');
  const [row] = await site.ctx.db.select().from(employer);
  if (!row) throw new Error('no employer');
  await page.goto(`/zh/staff/employers/${row.id}`);
  await unlock(page, passphraseOf('admin'));
  const name = page.locator('#employer-form [name="name.zh"]');
  await name.fill('锦程服装有限公司');
  await isKept(page);
  await site.owner.db
    .update(employer)
    .set({ names: { ...row.names, zh: '锦程制衣厂' } })
    .where(eq(employer.id, row.id));
  await page.reload();
  await unlock(page, passphraseOf('admin'));
  await page.locator('#employer-form [data-draft-back]').waitFor();
  expect(await name.inputValue()).toBe('锦程服装有限公司');
  const save = () => page.locator('#employer-form button[value=save]').click();
  await save();
  // A colleague's change, made before the reload, is reported, because nobody saw it in the field.
  await page.locator('.govuk-error-summary', { hasText: '锦程制衣厂' }).waitFor();
  expect(await name.inputValue()).toBe('锦程服装有限公司');
  await save();
  await page.waitForURL('**/employers/**saved=**');
  expect((await keptIn(page)).map(([key]) => key).filter((key) => key.startsWith('anshao-draft:'))).toEqual([]);
  await giveBack(page);
});

it('keeps the facts of a reward that is being computed over a reload, and computes with them again', async () => {
  const { ctx, county } = site;
  await confirmedCase(ctx, county, { occurredOn: today(ctx) });
  const page = await signIn(browser, site, 'fire.handler');
  await openCase(page, 1);
  const form = page.locator('form[data-reward-form]');
  await form.locator('[name=penalty]').fill('30000');
  await form.locator('[name=unlawfulProduction]').check();
  // An amount is due, so that it can be proposed.
  const due = form.locator('button:enabled');
  await due.waitFor();
  const computed = await form.locator('[data-reward-result]').textContent();
  await isKept(page);
  await page.reload();
  expect(JSON.stringify(await keptIn(page))).not.toContain('30000');
  await unlock(page, passphraseOf('fire.handler'));
  await form.locator('[data-draft-back]').waitFor();
  expect(await form.locator('[name=penalty]').inputValue()).toBe('30000');
  expect(await form.locator('[name=unlawfulProduction]').isChecked()).toBe(true);
  await due.waitFor();
  expect(await form.locator('[data-reward-result]').textContent()).toBe(computed);
  await due.click();
  await page.locator('[data-reward-amount]').waitFor();
  await form.waitFor({ state: 'detached' });
  expect((await keptIn(page)).map(([key]) => key).filter((key) => key.startsWith('anshao-draft:'))).toEqual([]);
  await giveBack(page);
});
