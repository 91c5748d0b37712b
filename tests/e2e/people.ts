import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { expect } from 'vitest';
import { totpCode } from '~/services/totp.server';
import type { TestSite } from './site';

/** A page that fails the test on CSP violations, page errors and requests to other origins. */
export async function openPage(browser: Browser, site: TestSite, scripts: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: scripts, locale: 'zh-CN', baseURL: site.origin });
  return watched(context, site);
}

async function watched(context: BrowserContext, site: TestSite): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.soft(String(error), 'page error').toBe(''));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|403|404|409|422|429)/.test(message.text())) {
      expect.soft(message.text(), `console on ${page.url()}`).toBe('');
    }
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(site.origin) && !/^(data|blob):/.test(url)) expect.soft(url, 'other origin').toBe('');
  });
  return page;
}

/** Signs in by passphrase and authenticator code, as a person does; the keys are unlocked afterwards. */
export async function signIn(browser: Browser, site: TestSite, login: string): Promise<Page> {
  // A code serves once, so everybody comes half a minute after the last one.
  site.advance(31_000);
  const page = await openPage(browser, site, true);
  const person = site.county.of(login);
  await page.goto('/zh/staff/sign-in');
  await page.locator('form[data-alive] button, form button:enabled').last().waitFor();
  await page.fill('input[name=login]', person.login);
  await page.fill('input[name=passphrase]', person.passphrase);
  await page.fill('input[name=totp]', totpCode(person.totpSecret, site.house.now()));
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL('**/zh/staff', { timeout: 60_000 });
  await page.locator('.anshao-key--open').waitFor();
  return page;
}

const seen = new Set<string>();

/** axe on the page as it stands, each kind of page once. */
export async function axe(page: Page, name: string): Promise<void> {
  if (seen.has(name)) return;
  seen.add(name);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect
    .soft(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
      `axe on ${name}`,
    )
    .toEqual([]);
}
