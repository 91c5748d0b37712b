import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addWorkingDays, chinaDate, yearOf } from '~/domain/dates';
import { statutoryCalendar } from '~/services/county/work-calendar.server';
import { limitText } from '~/words/case/limit';
import { holidaysWords } from '~/words/county/holidays';
import { formatDate } from '~/words/language';
import { launchBrowser } from '../runner/browser';
import { reportFire } from '../services/case-workspace';
import { axe, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = holidaysWords.zh;
let site: TestSite;
let browser: Browser;
let admin: Page;
/** The next working day: a case that comes in today counts it. */
let day = '';
let year = 0;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  day = addWorkingDays(chinaDate(site.ctx.now()), 1, statutoryCalendar).on;
  year = yearOf(day);
});
afterAll(() => browser?.close());

async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await axe(page, name);
}

it('says which year has no published calendar, on its page and beside a last day that depends on it', async () => {
  admin = await signIn(browser, site, 'admin', 'calendar');
  const later = yearOf(chinaDate(site.ctx.now())) + 2;
  await admin.getByRole('link', { name: String(later), exact: true }).click();
  await admin.locator(`[data-year="${later}"]`).waitFor();
  expect(await shownIn(admin.locator(`[data-year="${later}"]`))).toContain(words.none(later));
  expect(limitText(`${later}-01-05`, true, 'zh')).toContain(`${later} 年放假安排尚未公布`);
  await looksRight(admin, 'calendar-none');
});

it('takes a notice as it is pasted: what is wrong stands beside the box, what is understood is shown, nothing is lost', async () => {
  await admin.getByRole('link', { name: String(year), exact: true }).click();
  await admin.locator(`[data-year="${year}"]`).waitFor();
  const box = admin.locator('textarea[name=text]');
  const before = (await box.inputValue()) || '1月1日至3日放假。10月1日至7日放假。';
  const free = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日放假`;
  await box.fill(`${before}\n9月18日`);
  await admin.getByRole('button', { name: words.form.check }).click();
  await admin.locator('#text-error', { hasText: words.problems.unclear('9月18日') }).waitFor();
  expect(await box.inputValue()).toContain('9月18日');
  await looksRight(admin, 'calendar-wrong');
  await box.fill(`${before}\n${free}。`);
  await admin.getByRole('button', { name: words.form.check }).click();
  await admin.locator('[data-checked]').waitFor();
  expect(await shownIn(admin.locator('[data-checked]'))).toContain(formatDate(day, 'zh'));
  expect(await box.inputValue()).toContain(free);
  await looksRight(admin, 'calendar-checked');
  await admin.getByRole('button', { name: words.form.ask }).first().click();
  await admin.locator('#notice-error', { hasText: words.noticeMissing }).waitFor();
  await admin.fill('input[name=notice]', '安政办〔2025〕3号');
  await admin.getByRole('button', { name: words.form.ask }).first().click();
  await admin.getByText(words.done.asked).waitFor();
  await admin.locator('[data-calendar-asked="1"]', { hasText: words.asked.own }).waitFor();
});

it('holds once a guardian agreed, who sees which last days move', async () => {
  await reportFire(site.ctx);
  const guardian = await signIn(browser, site, 'guardians.1');
  await guardian.goto(`${site.origin}/zh/staff/calendar?year=${year}`);
  const asked = guardian.locator('[data-calendar-asked="1"]');
  await asked.waitFor();
  expect(await shownIn(asked)).toContain('安政办〔2025〕3号');
  expect(await shownIn(asked.locator('[data-moves]'))).toContain(words.checked.cases(1));
  await looksRight(guardian, 'calendar-asked');
  await guardian.getByRole('button', { name: words.asked.confirm }).click();
  await guardian.getByText(words.done.confirmed).waitFor();
  // The page reads the year anew after it has said so.
  await guardian.locator('[data-year]', { hasText: '安政办〔2025〕3号' }).waitFor();
  expect(site.ctx.calendar.isWorkingDay(day)).toBe(false);
  await guardian.goto(`${site.origin}/en/staff/calendar`);
  await guardian.getByText(holidaysWords.en.lead).waitFor();
  await looksRight(guardian, 'calendar-en');
});
