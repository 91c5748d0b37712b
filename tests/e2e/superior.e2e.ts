import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fingerprint, newKeyPair } from '~/envelope/key-pair';
import { openedInForce } from '~/services/keys/certified.server';
import { superiorPageWords } from '~/words/county/superior';
import { keysWords } from '~/words/keys/keys';
import { superiorWords } from '~/words/keys/superior';
import { launchBrowser } from '../runner/browser';
import { languagesAt } from '../runner/long';
import { axe, giveBack, openPage, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = superiorPageWords.zh;
const [first, second] = [await newKeyPair(), await newKeyPair()];

let site: TestSite;
let browser: Browser;
let admin: Page;
let broken = false;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

const save = () => admin.locator('#superior-form').getByRole('button', { name: words.form.save }).click();

it('an administrator names the level above; a private key, and one holder alone, are refused beside their fields', async () => {
  admin = await signIn(browser, site, 'admin', 'superior');
  await axe(admin, 'superior');
  await admin.fill('input[name="name.zh"]', '市应急管理局举报中心');
  await admin.fill('input[name=phone]', '023-12350');
  await admin.fill('input[name=post0]', '举报中心主任');
  await admin.fill('textarea[name=recipient0]', first.identity);
  await save();
  await admin.locator('#recipient0-error').waitFor();
  expect(await shownIn(admin.locator('#recipient0-error'))).toContain(words.problems.secretKey);
  expect(await shownIn(admin.locator('#post1-error'))).toContain(words.problems.bothHolders);
  expect(await admin.inputValue('input[name=phone]')).toBe('023-12350');
  await axe(admin, 'superior with errors');
  await admin.fill('textarea[name=recipient0]', first.recipient);
  await admin.fill('input[name=post1]', '值班长');
  await admin.fill('textarea[name=recipient1]', second.recipient);
  await admin.fill('input[name="other0.zh"]', '纪检监察机关');
  await admin.fill('input[name=otherPhone0]', '12388');
  await save();
  await admin.locator('.govuk-notification-banner', { hasText: words.saved }).waitFor();
  await admin.locator('[data-superior-waiting="1"]').waitFor();
  expect(await shownIn(admin.locator('[data-superior-waiting]'))).toContain(fingerprint(first.recipient));
  await axe(admin, 'superior that waits');
});

it.each([390, 1280])('fits at %i px in either language, and is read without scripts', async (width) => {
  const page = await openPage(browser, site, false);
  await page.context().addCookies(await admin.context().cookies());
  await page.setViewportSize({ width, height: 900 });
  for (const lang of languagesAt(width)) {
    await page.goto(`/${lang}/staff/superior`);
    await page.locator('main h1').waitFor();
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect([lang, over]).toEqual([lang, 0]);
  }
  await page.context().close();
});

it('one guardian compares and proposes; the other is shown the same keys and cannot confirm unread', async () => {
  const directory = keysWords.zh.directory;
  const version = ((await openedInForce(site.ctx.db))?.version ?? 0) + 1;
  const one = await signIn(browser, site, 'guardians.1', 'directory');
  const form = one.locator('form[data-directory]');
  await form.getByText(superiorWords.zh.compared).click();
  await form.getByRole('button', { name: directory.propose }).click();
  await one.locator(`[data-proposal="${version}"]`).waitFor();
  await giveBack(one);

  const other = await signIn(browser, site, 'guardians.2', 'directory');
  const proposal = other.locator(`[data-proposal="${version}"]`);
  const shown = proposal.locator('[data-outside-change="superior"]');
  await shown.waitFor();
  const said = await shownIn(shown);
  for (const text of ['市应急管理局举报中心', '023-12350', '举报中心主任', '值班长', '12388'])
    expect(said).toContain(text);
  for (const { recipient } of [first, second]) expect(said).toContain(fingerprint(recipient));
  await axe(other, 'a proposed superior');
  const confirm = proposal.getByRole('button', { name: directory.confirm(version) });
  await confirm.click();
  await proposal.locator('#proposal-error', { hasText: superiorWords.zh.notCompared }).waitFor();
  await proposal.getByText(superiorWords.zh.compared).click();
  await confirm.click();
  await other.locator('.govuk-notification-banner', { hasText: directory.signed(version) }).waitFor();
  await giveBack(other);
  expect((await openedInForce(site.ctx.db))?.superior?.holders.map(({ recipient }) => recipient)).toEqual([
    first.recipient,
    second.recipient,
  ]);
});
