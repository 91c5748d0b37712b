import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile, report } from '#db/schema/casework';
import { rehearsalReport } from '#db/schema/rehearsal';
import { rehearsalWords } from '~/words/county/rehearsal';
import { launchBrowser } from '../runner/browser';
import { axe, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

const words = rehearsalWords.zh;
let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('sends a test report through every unit, whose holders open it, and leaves nothing behind', async () => {
  const admin = await signIn(browser, site, 'admin');
  const cases = await site.ctx.db.$count(caseFile);
  await toStaffPage(admin, 'opening');
  await admin.getByRole('button', { name: words.send }).click();
  const told = admin.locator('[data-rehearsal-told]');
  await told.filter({ hasText: '已发出' }).waitFor({ timeout: 60_000 });
  const sent = await site.ctx.db.$count(rehearsalReport);
  expect(await told.textContent()).toBe(words.sent(sent));
  await axe(admin, 'opening with test reports');

  // A handler is told on the first page, opens it, and sees what it says.
  const handler = await signIn(browser, site, 'fire.handler');
  await handler.locator('[data-rehearsals="1"]').click();
  await handler.getByRole('button', { name: words.open }).click();
  await handler.locator('[data-rehearsal-text]', { hasText: words.description }).waitFor();
  await handler.locator('[data-rehearsal-mine="0"]').waitFor();
  await axe(handler, 'a test report that was opened');

  // A custodian has a share of each, and nothing to read.
  const custodian = await signIn(browser, site, 'custodians.1');
  await custodian.locator(`[data-rehearsals="${sent}"]`).click();
  await custodian.getByRole('button', { name: words.open }).click();
  await custodian.locator('[data-rehearsal-mine="0"]').waitFor({ timeout: 60_000 });
  expect(await custodian.locator('[data-rehearsal-text]').count()).toBe(0);

  await toStaffPage(admin, 'members');
  await toStaffPage(admin, 'opening');
  const opened = admin.locator('[data-holders] > div', { hasText: '打开' });
  await expect.poll(() => opened.count()).toBe(2);
  await admin.getByRole('button', { name: words.end }).click();
  await admin.locator('.govuk-notification-banner', { hasText: words.ended }).waitFor();
  expect(await site.ctx.db.$count(rehearsalReport)).toBe(0);
  expect(await site.ctx.db.$count(caseFile)).toBe(cases);
  expect(await site.ctx.db.$count(report)).toBe(cases);
  for (const page of [admin, handler, custodian]) await page.context().close();
});
