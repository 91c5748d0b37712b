import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { addMonths, chinaDate, monthBounds, monthOf } from '~/domain/dates';
import { makeRelease } from '~/services/statistics.server';
import { sequenceLog } from '~/services/log-sequencer.server';
import { verifyLog } from '~/services/verify-log.server';
import { launchBrowser } from '../runner/browser';
import { axe, openPage, signIn } from './people';
import { GATE, openSite, type TestSite } from './site';

const TOLD = '二楼的安全出口从里面锁着，夜班三十多人只有一个楼梯可以走。';

let site: TestSite;
let browser: Browser;
let code = '';

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** From the gate's board to the check page; the same with and without scripts. */
async function fillIn(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`/q/${GATE}`);
  await look('board');
  await page.locator('main a[href*="report?site="]').first().click();
  await page.waitForURL(`**/zh/report?site=${GATE}`);
  await look('report');
  await page.getByRole('button', { name: /检查|继续|下一步/ }).click();
  await look('report with errors');
  expect(await page.locator('.govuk-error-summary a').count()).toBeGreaterThan(0);
  await page.check('input[name=matter][value=violation]');
  if (await page.locator('select[name=sector]').count()) await page.selectOption('select[name=sector]', 'fire');
  await page.fill('textarea[name=description]', TOLD);
  await page.check('input[name=insider][value=yes]');
  await page.check('input[name=anonymity][value=anonymous]');
  await page.check('input[name=wantsReward][value=yes]');
  await page.getByRole('button', { name: /检查|继续|下一步/ }).click();
  await page.locator('button[name=step][value=send]').waitFor();
  expect(await page.locator('main').innerText()).toContain(TOLD);
  await look('check your answers');
}

async function follow(page: Page): Promise<void> {
  await page.goto('/zh/follow');
  await page.fill('input[name=code]', code);
  await page.locator('form').filter({ has: page.locator('input[name=code]') }).getByRole('button').click();
  await page.locator('textarea[name=message], [data-stage]').first().waitFor();
}


/** A full load forgets the keys on purpose: the passphrase opens them again. */
async function unlockIfAsked(page: Page, login = ''): Promise<void> {
  const form = page.locator('form[data-unlock]');
  if (login === '' || (await form.count()) === 0) return;
  await form.locator('input[name=passphrase]').fill(site.county.of(login).passphrase);
  await form.getByRole('button').click();
  await page.locator('.anshao-key--open').waitFor({ timeout: 60_000 });
}

/** Fills and sends one act's form on the case page and waits for the stage that follows. */
async function act(page: Page, name: string, fill: (form: ReturnType<Page['locator']>) => Promise<void>, stage?: string) {
  const form = page.locator(`form[data-act="${name}"]`);
  await form.waitFor({ state: 'attached' });
  if (!(await form.isVisible())) await page.locator('details').filter({ has: form }).locator('summary').click();
  await fill(form);
  await form.getByRole('button').last().click();
  await page.locator('.govuk-notification-banner--success').waitFor({ timeout: 30_000 });
  if (stage) await page.locator(`[data-case-stage="${stage}"]`).waitFor();
}
const nothing = async () => undefined;

describe('one report travels its whole way', () => {
  it('is reported at the gate without a name and without scripts, and gets a code once', async () => {
    const page = await openPage(browser, site, false);
    await fillIn(page, nothing);
    await page.setInputFiles('input[name=files]', {
      name: '出口 照片.txt.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
    });
    await page.locator('button[name=step][value=send]').click();
    code = (await page.locator('[data-receipt-code]').getAttribute('data-receipt-code')) ?? '';
    expect(code).toMatch(/^\d{20}$/);
    await follow(page);
    const shown = await page.locator('main').innerText();
    expect(shown).toContain('消防救援大队');
    expect(shown).not.toContain(TOLD);
    await page.context().close();
  });

  it('looks right to axe on every page the reporter meets', async () => {
    const page = await openPage(browser, site, true);
    await fillIn(page, (name) => axe(page, name));
    await page.locator('button[name=step][value=send]').click();
    await page.locator('[data-receipt-code]').waitFor();
    await axe(page, 'receipt');
    await page.goto('/zh/follow');
    await axe(page, 'follow');
    await follow(page);
    await axe(page, 'followed');
    for (const path of ['/zh', '/en', '/zh/exposure', '/zh/statistics', '/zh/protection', '/zh/rewards', '/en/report']) {
      await page.goto(path);
      await axe(page, path);
    }
    await page.context().close();
  });

  it('is accepted and assigned by the lead', async () => {
    const page = await signIn(browser, site, 'fire.lead');
    await axe(page, 'staff home');
    await page.locator('nav a[href="/zh/staff/queue"]').click();
    await page.locator('main a[href*="/staff/cases/"]').first().click();
    await page.locator('[data-case-stage="registered"]').waitFor();
    await page.getByText(TOLD).first().waitFor();
    await axe(page, 'case');
    await act(page, 'accept', nothing, 'accepted');
    const officer = site.county.of('fire.handler').memberId;
    await act(page, 'assign', (form) => form.locator('select[name=officer]').selectOption(officer).then(() => undefined), 'assigned');
    await page.context().close();
  });
});
