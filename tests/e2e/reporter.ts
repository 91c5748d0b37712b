import type { Page } from 'playwright';
import { expect } from 'vitest';
import { shownIn } from './people';
import { GATE } from './played-county';

/** What is reported at the gate; `marker` makes it findable where it must not be. */
export const toldOf = (marker: string) => `二楼的安全出口从里面锁着，夜班三十多人只有一个楼梯可以走。${marker}`;

type Look = (page: Page, kind: string) => Promise<void>;

/** From the gate's board to the page that shows the answers; the same with and without scripts. */
export async function fillIn(page: Page, told: string, look: Look = async () => undefined): Promise<void> {
  await page.goto(`/q/${GATE}`);
  const board = await shownIn(page.locator('main'));
  for (const shown of ['锦程服装厂', '厂长', '监管员', '镇长', '疏散通道', '12350']) expect(board).toContain(shown);
  await look(page, 'board');
  await page.locator('main a[href*="report?site="]').first().click();
  await page.waitForURL(`**/zh/report?site=${GATE}`);
  await look(page, 'report');
  await page.fill('textarea[name=description]', told);
  await page.fill('input[name=place]', '东门二楼');
  await toCheck(page);
  await page.locator('.govuk-error-summary').waitFor();
  await look(page, 'report with errors');
  for (const field of ['matter', 'anonymity']) {
    await page
      .locator('.govuk-form-group--error')
      .filter({ has: page.locator(`[name=${field}]`) })
      .waitFor();
  }
  expect(await page.inputValue('textarea[name=description]')).toBe(told);
  expect(await page.inputValue('input[name=place]')).toBe('东门二楼');
  await page.check('input[name=matter][value=violation]');
  await page.check('input[name=anonymity][value=anonymous]');
  await toCheck(page);
  await page.locator('button[name=step][value=send]').waitFor();
  expect(await shownIn(page.locator('main'))).toContain(told);
  await look(page, 'check your answers');
}

const toCheck = (page: Page) => page.locator('button[name=step][value=check]').click();

/** Sends what the check page shows; returns the receipt code, which stands there once. */
export async function send(page: Page): Promise<string> {
  await page.locator('button[name=step][value=send]').click();
  return receiptCode(page);
}

/** Loads the receipt once more, as somebody does whose connection was cut: the browser sends the same form again. */
export async function sendAgain(page: Page): Promise<string> {
  await page.reload();
  return receiptCode(page);
}

async function receiptCode(page: Page): Promise<string> {
  const code = page.locator('[data-receipt-code]');
  await code.waitFor();
  return (await code.getAttribute('data-receipt-code')) ?? '';
}

/**
 * Gives the code to the page that asks for it; a page that is open is locked first. `asked`: a browser with scripts
 * that cannot seal, where the page asks before it uses the plain form.
 */
export async function enterCode(page: Page, code: string, { asked = false } = {}): Promise<void> {
  await page.goto('/zh/follow');
  if ((await page.locator('button[value=leave]').count()) > 0) await leave(page);
  if (asked) await page.locator('[data-use-plain]').click();
  await page.fill('input[name=code]', code);
  await page.locator('button[name=step][value=open]').click();
}

/** Opens the reporter's page; returns what it shows. */
export async function follow(page: Page, code: string, how: { asked?: boolean } = {}): Promise<string> {
  await enterCode(page, code, how);
  await page.locator('button[name=step][value=leave]').first().waitFor();
  return shownIn(page.locator('main'));
}

export async function leave(page: Page): Promise<void> {
  await page.locator('button[name=step][value=leave]').first().click();
  await page.waitForURL('**/zh/follow?done=left');
}
