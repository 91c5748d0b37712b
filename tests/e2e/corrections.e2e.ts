import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fundWords } from '~/words/reward/fund';
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

it('a credit is taken back by an entry of its own; a voucher used before is told beside it and nothing typed is lost', async () => {
  const page = await signIn(browser, site, 'finance.1', 'funds');
  await page.getByText(fundWords.zh.correctTitle).click();
  const form = page.locator('[data-correct=credit]');
  await form.locator('select[name=postingId]').selectOption({ index: 1 });
  const chosen = await form.locator('select[name=postingId]').inputValue();
  await form.locator('input[name=voucher]').fill('拨001');
  await form.getByRole('button').click();
  await form.locator('#correct-credit-voucher-error').waitFor();
  await axe(page, 'funds with a refused correction');
  expect(await page.locator('.govuk-error-message').count()).toBe(1);
  expect(await form.locator('select[name=postingId]').inputValue()).toBe(chosen);
  expect(await form.locator('input[name=voucher]').inputValue()).toBe('拨001');
  await form.locator('input[name=voucher]').fill('冲001');
  await form.getByRole('button').click();
  await page.locator('.govuk-notification-banner--success', { hasText: fundWords.zh.corrected }).waitFor();
  await form.waitFor({ state: 'detached' });
  await page.context().close();
});
