import type { Page } from 'playwright';
import { reportSealedWords } from '~/words/report/report-sealed';

/** Time for deriving and sealing on a busy machine. */
const SLOW_MS = 60_000;

export type Told = Record<'description' | 'place' | 'employer' | 'name' | 'phone' | 'idNumber', string>;
export type Document = { name: string; mimeType: string; buffer: Buffer };
export type Payee = { payeeName: string; bankName: string; bankAccount: string };

/** A document with a text in it, both of which can be found. */
export const documentWith = (name: string, text: string): Document => ({
  name: `${name}.pdf`,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.4\n% ${text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`),
});

/** Types by name, attaches, notes the code and sends, with scripts; returns the code. */
export async function report(page: Page, told: Told, file: Document): Promise<string> {
  const press = (step: string, part: string) => page.locator(`[data-step=${step}] [data-part=${part}] button`).click();
  await page.goto('/zh/report');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.check('input[name=matter][value=violation]');
  await page.selectOption('select[name=sector]', 'fire');
  await page.selectOption('select[name=area]', '500200101');
  await page.check('input[name=urgent]');
  await page.check('input[name=anonymity][value=named]');
  await page.check('input[name=consent]');
  const { description, ...short } = told;
  await page.fill('textarea[name=description]', `${description} 通道被堵，无人处理`);
  for (const [name, text] of Object.entries(short)) await page.fill(`input[name=${name}]`, text);
  await page.locator('button[name=step][value=check]').click();
  await page.locator('[data-part=routeReasons] li').first().waitFor();
  await page.setInputFiles('[data-step=check] input[type=file]', file);
  await page.locator('.anshao-uploads__state', { hasText: reportSealedWords.zh.files.states.done }).waitFor();
  await press('check', 'next');
  const place = page.locator('[data-step=code] [data-receipt-code]');
  await place.waitFor();
  const code = (await place.getAttribute('data-receipt-code')) ?? '';
  await page.fill('#retype', code.slice(-4));
  await press('code', 'send');
  await page.locator('[data-step=done]').waitFor({ timeout: SLOW_MS });
  return code;
}

/** Opens the reporter's page by its code, on the device. */
export async function openPageOf(page: Page, code: string): Promise<void> {
  await page.goto('/zh/follow');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.locator('form[data-step=leave]').first().waitFor({ timeout: SLOW_MS });
}

const press = (page: Page, step: string) => page.locator(`form[data-step=${step}] button[name=step]`).click();
const saved = (page: Page, done: string) =>
  page.locator('.govuk-notification-banner--success', { hasText: done }).waitFor({ timeout: SLOW_MS });

export async function write(page: Page, message: string): Promise<void> {
  await page.fill('textarea[name=message]', message);
  await press(page, 'message');
  await page.locator('.anshao-message--ours', { hasText: message }).waitFor({ timeout: SLOW_MS });
}

/** Evidence found later, sent as it is. */
export async function addFile(page: Page, file: Document): Promise<void> {
  await page.getByText('补交材料', { exact: true }).click();
  await page.setInputFiles('input[name=files]', file);
  await page.check('input[name=keepOriginal]');
  await press(page, 'files');
  await saved(page, '材料已封存');
}

export async function claimByBank(page: Page, payee: Payee): Promise<void> {
  await page.check('input[name=claimMethod][value=bank]');
  for (const [name, text] of Object.entries(payee)) await page.fill(`input[name=${name}]`, text);
  await page.check('input[name=consent]');
  await press(page, 'claim');
  await page.locator('.govuk-error-message', { hasText: '请核对账号' }).waitFor({ timeout: SLOW_MS });
  await press(page, 'claim');
  await saved(page, '领取申请');
}

/** The code to tell at the counter. */
export async function claimCash(page: Page): Promise<string> {
  await page.check('input[name=claimMethod][value=cash]');
  await press(page, 'claim');
  await saved(page, '领取申请');
  return (await page.locator('[data-cash-code]').getAttribute('data-cash-code')) ?? '';
}

export async function takeBack(page: Page): Promise<void> {
  await page.getByText('我要撤回举报', { exact: true }).click();
  await page.check('input[name=sure]');
  await press(page, 'withdraw');
  await saved(page, '就此结束');
}

export async function leave(page: Page): Promise<void> {
  await page.locator('form[data-step=leave] button').first().click();
  await page.waitForURL('**/zh/follow?done=left');
}
