import type { Page } from 'playwright';

/** Time for deriving and sealing on a busy machine. */
export const SLOW_MS = 60_000;
export const steps = (page: Page) => page.locator('#report-steps');
export const press = (page: Page, step: string, part: string) =>
  page.locator(`[data-step=${step}] [data-part=${part}] button`).click();

export async function fill(page: Page, told: string, lang: 'zh' | 'en' = 'zh'): Promise<void> {
  await page.goto(`/${lang}/report`);
  await page.locator('[data-mode=sealed]').waitFor();
  await page.check('input[name=matter][value=hazard]');
  await page.selectOption('select[name=sector]', 'fire');
  await page.selectOption('select[name=area]', '500200101');
  await page.fill('textarea[name=description]', told);
  await page.check('input[name=anonymity][value=anonymous]');
}

export async function toCode(page: Page): Promise<string> {
  await page.locator('button[name=step][value=check]').click();
  await page.locator('[data-part=routeReasons] li').first().waitFor();
  await press(page, 'check', 'next');
  const place = page.locator('[data-step=code] [data-receipt-code]');
  await place.waitFor();
  return (await place.getAttribute('data-receipt-code')) ?? '';
}

export async function send(page: Page, code: string): Promise<void> {
  await page.fill('#retype', code.slice(-4));
  await press(page, 'code', 'send');
}

export const done = (page: Page) => page.locator('[data-step=done]').waitFor({ timeout: SLOW_MS });
