import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newReceiptCode } from '~/envelope/report/receipt-code';
import { submitReport } from '~/services/report/report.server';
import { publicWords } from '~/words/publication/public';
import { newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { openCase } from './case-page';
import { giveBack, openPage, shownIn, signIn } from './people';
import { enterCode } from './reporter';
import { openSite, type TestSite } from './site';

const TOLD = newMarker();
let site: TestSite;
let browser: Browser;
let filed: { caseId: string; code: string };

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  filed = await submitReport(site.ctx, { draft: fireDraft({ description: TOLD, occurredOn: null }) });
});
afterAll(() => browser?.close());

/** Address of the case page, and of its own loader as the framework requests it. */
const addresses = () => {
  const page = `/zh/staff/cases/${filed.caseId}`;
  const routes = ['routes/case/case', 'routes/staff/layout,routes/case/case'];
  return { page, data: routes.map((names) => `${page}.data?_routes=${encodeURIComponent(names)}`) };
};

it('shows nothing of the case after signing out, neither by Back nor by its address', async () => {
  const page = await signIn(browser, site, 'fire.lead');
  await openCase(page, 1);
  await page.locator('[data-narrative]', { hasText: TOLD }).waitFor();
  expect((await page.request.get(`${site.origin}/zh/staff/sign-out`, { maxRedirects: 0 })).status()).toBe(302);
  expect((await page.request.get(addresses().page)).status()).toBe(200);
  const left = page.waitForRequest((request) => request.url().endsWith('/staff/sign-out'));
  await page.getByRole('button', { name: '退出登录' }).click();
  expect((await left).method()).toBe('POST');
  const headers = await (await (await left).response())?.allHeaders();
  expect(headers?.['clear-site-data']).toBe('"cache", "storage"');
  await page.waitForURL('**/zh/staff/sign-in?ended');
  await page.goBack();
  await page.waitForURL('**/zh/staff/sign-in');
  await page.locator('form[data-alive]').waitFor();
  expect(await page.content()).not.toContain(TOLD);
  await page.goto(addresses().page);
  await page.waitForURL('**/zh/staff/sign-in**');
  await giveBack(page);
});

it.each(['zh', 'en'] as const)(
  'warns on the first page, before anything is typed, of what gives people away (%s)',
  async (lang) => {
    const page = await openPage(browser, site, false);
    await page.goto(`/${lang}`);
    const shown = await shownIn(page.locator('main'));
    const { device } = publicWords[lang].home;
    expect(device).toHaveLength(4);
    for (const [index, about] of [/Wi-Fi|无线网络/, /photograph|拍下/, /WeChat|微信/, /bank|银行/].entries()) {
      expect(device[index]).toMatch(about);
      expect(shown).toContain(device[index]);
    }
    await page.context().close();
  },
);

it('tells nobody of another unit that the case exists', async () => {
  const own = await signIn(browser, site, 'fire.handler');
  expect((await own.request.get(addresses().page)).status()).toBe(200);
  const page = await signIn(browser, site, 'emergency.handler');
  const answer = await page.goto(addresses().page);
  expect(answer?.status()).toBe(404);
  const none = await page.request.get(addresses().page.replace(filed.caseId, crypto.randomUUID()));
  expect(none.status()).toBe(404);
  for (const address of addresses().data) {
    const [mine, theirs] = await Promise.all([own.request.get(address), page.request.get(address)]);
    expect(mine.status(), address).toBe(200);
    expect(await mine.text()).toContain(filed.caseId);
    expect(theirs.status(), address).toBe(404);
    expect(await theirs.text()).not.toMatch(/wraps|narrative|recipient/);
  }
  await giveBack(own);
  await giveBack(page);
});

it('answers wrong receipt codes all alike, and a right one with the page', async () => {
  const page = await openPage(browser, site, false);
  const formToken = newMarker();
  const draft = fireDraft({ formToken, occurredOn: null });
  const first = await submitReport(site.ctx, { draft });
  const second = await submitReport(site.ctx, { draft });
  const answers = [];
  for (const code of [newReceiptCode(), newReceiptCode(), first.code]) answers.push(await answerTo(page, code));
  expect(answers[0]?.status).toBe(422);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  await enterCode(page, second.code);
  await page.locator('button[name=step][value=leave]').first().waitFor();
  expect(await shownIn(page.locator('main'))).toContain('消防救援大队');
  await page.context().close();
});

async function answerTo(page: Page, code: string): Promise<{ status: number; body: string }> {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await enterCode(page, code);
  const response = await answer;
  await page.locator('.govuk-error-summary').waitFor();
  // The nonce of scripts and styles is new in every answer, and so is the form's token.
  const body = (await response.text()).replaceAll(/nonce="[^"]*"|(?<=name="formToken" value=")[^"]*/g, '');
  return { status: response.status(), body };
}
