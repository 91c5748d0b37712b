import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submitReport } from '~/services/report/report.server';
import { markWords } from '~/words/case/mark';
import { ceremonyWords } from '~/words/opening/ceremony';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { approval, askFor } from '../services/ceremony-play';
import { axe, giveBack, signIn, toStaffPage, unlock } from './people';
import { openSite, type TestSite } from './site';

const t = markWords.zh;
let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function fitsPhone(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
}

it('a handler and a guardian mark a unit; then nobody of it has a part in opening the report', async () => {
  const { caseId, reportId } = await submitReport(site.ctx, { draft: fireDraft({ occurredOn: null }) });
  const { county, ctx } = site;
  const handler = await signIn(browser, site, 'fire.handler', 'queue');
  await handler.locator(`a[href="/zh/staff/cases/${caseId}"]`).first().click();
  await handler.locator('[data-mark-link]').click();
  const form = handler.locator('[data-mark-form]');
  await form.getByRole('button').click();
  await handler.locator('.govuk-error-message').first().waitFor();
  await axe(handler, 'a mark, nothing chosen');
  await fitsPhone(handler);
  await form.locator('select[name=unit]').selectOption(county.unitIds.guardians);
  await form.locator('textarea[name=text]').fill('巡查记录与现场对不上');
  await form.getByRole('button').click();
  await handler.getByText(t.sent).waitFor();
  await axe(handler, 'a mark proposed');

  const guardian = await signIn(browser, site, 'guardians.1', 'marks');
  await guardian.getByText('巡查记录与现场对不上').waitFor();
  await axe(guardian, 'marks that wait');
  await fitsPhone(guardian);
  await guardian.getByRole('button', { name: t.confirm }).click();
  await guardian.getByText(t.listNone).waitFor();
  await axe(guardian, 'no mark waits');

  const asked = await askFor(ctx, county, { caseId, reportId });
  const opener = county.of('custodians.1').memberId;
  await expect(approval(ctx, county.of('guardians.2'), asked, opener)).rejects.toMatchObject({ code: 'accusedUnit' });
  await toStaffPage(guardian, 'ceremonies');
  await guardian.locator('[data-ceremony]').first().click();
  await guardian.check(`input[name=opener][value="${opener}"]`);
  await guardian.getByRole('button', { name: ceremonyWords.zh.approve, exact: true }).click();
  await guardian.getByText(ceremonyWords.zh.accusedUnit).waitFor();
  await giveBack(guardian);

  await handler.reload();
  await unlock(handler, county.of('fire.handler').passphrase);
  await handler.locator('[data-marked] li').waitFor();
  await handler.goto(`/en/staff/cases/${caseId}/accused`);
  await unlock(handler, county.of('fire.handler').passphrase);
  await handler.locator('[data-marked] li').waitFor();
  await axe(handler, 'marks of a case, in English');
  await fitsPhone(handler);
  await giveBack(handler);
});
