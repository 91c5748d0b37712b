import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { openPage } from './people';
import { fillIn, follow, leave, send, toldOf } from './reporter';
import { done, fill, send as sendSealed, toCode } from './sealed-reporter';
import { openSite, type TestSite } from './site';

const MARK = 'mark-of-what-was-typed';
let site: TestSite;
/** As people's browsers are: one that keeps pages in memory, to show them again by Back. */
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser([], { keepsPages: true });
});
afterAll(() => browser?.close());

/** Every page that Back finds, up to the first, in markup and fields. A page that was posted is not asked for again. */
async function foundByBack(page: Page, most: number): Promise<string[]> {
  const found: string[] = [];
  for (let step = 0; step < most; step += 1) {
    const went = page.waitForEvent('framenavigated', { timeout: 5_000 }).catch(() => null);
    await page.goBack({ waitUntil: 'commit' }).catch(() => null);
    await went;
    await page.waitForLoadState('domcontentloaded').catch(() => null);
    const typed = await page
      .locator('textarea, input:not([type=hidden])')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))
      .catch(() => []);
    found.push([page.url(), await page.content(), ...typed].join('\n'));
  }
  return found;
}

it('without scripts, Back from the check finds an empty form, and the page’s own button all that was typed', async () => {
  const page = await openPage(browser, site, false);
  await fillIn(page, toldOf(MARK));
  await page.locator('button[name=step][value=change]').click();
  await page.locator('button[name=step][value=check]').waitFor();
  expect(await page.inputValue('textarea[name=description]')).toBe(toldOf(MARK));
  await page.goto('/zh/rewards');
  await page.goto('/zh/report');
  await page.fill('textarea[name=description]', toldOf(MARK));
  await page.locator('button[name=step][value=check]').click();
  await page.locator('.govuk-error-summary').waitFor();
  const [form] = await foundByBack(page, 1);
  expect(form).toContain('/zh/report');
  expect(form?.includes(MARK)).toBe(false);
  await page.context().close();
});

it('without scripts, Back after sending finds no word of the report, however far', async () => {
  const page = await openPage(browser, site, false);
  await page.goto('/zh');
  await fillIn(page, toldOf(MARK));
  await send(page);
  for (const shown of await foundByBack(page, 6)) expect(shown.includes(MARK)).toBe(false);
  await page.context().close();
});

it('without scripts, Back after leaving finds nothing of the reporter’s page, also where it was looked at twice', async () => {
  const page = await openPage(browser, site, false);
  await fillIn(page, toldOf(MARK));
  const code = await send(page);
  await follow(page, code);
  await page.fill('textarea[name=message]', MARK);
  await page.goto('/zh');
  const [own] = await foundByBack(page, 1);
  expect(own).toContain('value="leave"');
  expect(own?.includes(MARK)).toBe(false);
  await page.fill('textarea[name=message]', MARK);
  await leave(page);
  for (const shown of await foundByBack(page, 4)) {
    expect(shown.includes(MARK)).toBe(false);
    expect(shown.includes('value="leave"')).toBe(false);
  }
  await page.context().close();
});

it('with scripts, Back to the report finds no word of it, nor the code once it was sent', async () => {
  const page = await openPage(browser, site, true);
  await page.goto('/zh');
  await fill(page, MARK);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto('/zh/rewards');
  const [left] = await foundByBack(page, 1);
  expect(left).toContain('/zh/report');
  expect(left?.includes(MARK)).toBe(false);
  await fill(page, MARK);
  const code = await toCode(page);
  await sendSealed(page, code);
  await done(page);
  await page.goto('/zh/rewards');
  for (const shown of await foundByBack(page, 3)) {
    expect(shown.includes(MARK)).toBe(false);
    // Shown in groups of four, each in its own element.
    expect(shown.replace(/<[^>]*>|\s/g, '').includes(code)).toBe(false);
  }
  await page.context().close();
});
