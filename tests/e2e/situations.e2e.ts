import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policyChange } from '#db/schema/policy-change';
import { situationWords } from '~/words/county/situations';
import { launchBrowser } from '../runner/browser';
import { sampleWorkbook } from '../workbook-sample';
import { axe, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = situationWords.zh;
let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('keeps the checked list and what was typed when the form beside it is refused', async () => {
  const page = await signIn(browser, site, 'admin');
  await page.goto('/zh/staff/policies');
  await page.getByRole('link', { name: words.link }).click();
  await page.getByRole('heading', { name: words.title }).waitFor();
  const rows = [
    ['编号', '行业', '情形', '奖励金额'],
    ['1', '消防', '锁闭安全出口', '5000'],
  ];
  const buffer = Buffer.from(sampleWorkbook([{ rows }]));
  await page.setInputFiles('input[name=file]', { name: '标准.xlsx', mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: words.check, exact: true }).click();
  await page.locator('[data-situations="1 0"]').waitFor();
  await page.fill('input[name=effectiveFrom]', '明年');
  await page.fill('input[name=legalBasis]', '县应急〔2026〕9号');
  await page.getByRole('button', { name: words.confirm(1) }).click();
  await page.locator('#effectiveFrom-error').waitFor();
  expect(await page.locator('[data-situations="1 0"]').textContent()).toContain('锁闭安全出口');
  expect(await page.inputValue('input[name=effectiveFrom]')).toBe('明年');
  expect(await page.inputValue('input[name=legalBasis]')).toBe('县应急〔2026〕9号');
  await axe(page, 'situations with a wrong day');
  await page.fill('input[name=effectiveFrom]', '2027-01-01');
  await page.getByRole('button', { name: words.confirm(1) }).click();
  await page.getByText(words.done(1)).waitFor();
  expect(await page.locator('[data-situations]').count()).toBe(0);
  expect(await site.ctx.db.$count(policyChange)).toBe(1);
  await page.context().close();
});
