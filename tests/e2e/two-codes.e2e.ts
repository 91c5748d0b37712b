import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submitReport } from '~/services/report/report.server';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { openPage, shownIn } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const WORDS = '三号门也锁着，只写给第一件。';
const report = async () => (await submitReport(site.ctx, { draft: fireDraft({ occurredOn: null }) })).code;

async function open(page: Page, code: string, scripts: boolean): Promise<void> {
  await page.goto('/zh/follow');
  if (scripts) await page.locator('[data-mode=sealed]').waitFor();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.locator('form[data-step=message]').waitFor({ timeout: 60_000 });
}

/** Two pages of one browser, each with a report of its own; the second was opened later. */
async function twoPages(scripts: boolean): Promise<{ first: Page; second: Page }> {
  const first = await openPage(browser, site, scripts);
  await open(first, await report(), scripts);
  const second = await first.context().newPage();
  await second.goto('/zh/follow');
  // Without scripts the browser shows what it has open, so the second report is opened by locking and typing.
  if (!scripts) {
    const { value } = (await first.context().cookies()).find(({ name }) => name === 'anshao-follow') ?? { value: '' };
    await first.context().clearCookies();
    expect(value).not.toBe('');
  }
  await open(second, await report(), scripts);
  return { first, second };
}

it('scripts off: what is typed on one report’s page does not reach the other, and comes back', async () => {
  const { first, second } = await twoPages(false);
  await first.fill('textarea[name=message]', WORDS);
  await first.locator('form[data-step=message] button').click();
  await first.locator('.govuk-error-summary', { hasText: '另一件举报' }).waitFor();
  expect(await shownIn(first.locator('[data-kept]'))).toBe(WORDS);
  await second.reload();
  expect(await shownIn(second.locator('main'))).not.toContain(WORDS);
  await first.context().close();
});

it('scripts on: a withdrawal is refused once, the words stay, and the next try reaches the report shown', async () => {
  const { first, second } = await twoPages(true);
  await first.fill('textarea[name=message]', WORDS);
  await first.locator('form[data-step=message] button').click();
  await first.locator('.govuk-error-summary', { hasText: '另一件举报' }).waitFor();
  expect(await first.inputValue('textarea[name=message]')).toBe(WORDS);
  await first.locator('form[data-step=message] button').click();
  await first.locator('[data-message]', { hasText: WORDS }).waitFor({ timeout: 60_000 });
  // Now the browser has the first report open, and the second page's withdrawal must not withdraw that one.
  await second
    .locator('form[data-step=withdraw]')
    .evaluate((form) => form.closest('details')?.setAttribute('open', ''));
  await second.check('input[name=sure]');
  await second.locator('form[data-step=withdraw] button').click();
  await second.locator('.govuk-error-summary', { hasText: '另一件举报' }).waitFor();
  await second.locator('form[data-step=withdraw] button').click();
  await second.locator('.govuk-notification-banner--success').waitFor({ timeout: 60_000 });
  await first.fill('textarea[name=message]', '还在吗？');
  await first.locator('form[data-step=message] button').click();
  await first.locator('.govuk-error-summary', { hasText: '另一件举报' }).waitFor();
  await first.locator('form[data-step=message] button').click();
  await first.locator('[data-message]', { hasText: '还在吗？' }).waitFor({ timeout: 60_000 });
  expect(await shownIn(first.locator('main'))).not.toContain('撤回日期');
  await first.context().close();
});
