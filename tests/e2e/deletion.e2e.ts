import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chinaDate } from '~/domain/dates';
import { submitReport } from '~/services/report/report.server';
import { followWords } from '~/words/follow/follow';
import { formatDate } from '~/words/language';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { axe, giveBack, openPage, shownIn, signIn } from './people';
import { follow } from './reporter';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('a lead asks, a guardian agrees, and the reporter is told, with scripts and without', async () => {
  const { code, caseId } = await submitReport(site.ctx, { draft: fireDraft({ occurredOn: null }) });
  const lead = await signIn(browser, site, 'fire.lead', 'queue');
  await lead.locator(`a[href="/zh/staff/cases/${caseId}"]`).first().click();
  await lead.locator(`a[href="/zh/staff/cases/${caseId}/delete"]`).click();
  await lead.getByRole('button', { name: '提交申请' }).click();
  await lead.locator('.govuk-error-message').waitFor();
  await axe(lead, 'asking to delete, nothing chosen');
  await lead.check('input[name=reason][value=courtOrder]');
  await lead.getByRole('button', { name: '提交申请' }).click();
  await lead.getByText('等待密钥监督员处理').waitFor();
  await axe(lead, 'deletion asked');
  await giveBack(lead);

  const guardian = await signIn(browser, site, 'guardians.1', 'deletions');
  await guardian.getByText('法院或上级机关的书面决定').waitFor();
  await axe(guardian, 'deletions');
  await guardian.setViewportSize({ width: 390, height: 800 });
  expect(await guardian.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await guardian.getByRole('button', { name: '同意并删除' }).click();
  await guardian.locator('.govuk-notification-banner--success').waitFor();
  await giveBack(guardian);

  const told = followWords.zh.page.deleted.people(formatDate(chinaDate(site.ctx.now()), 'zh'));
  const plain = await openPage(browser, site, false);
  expect(await follow(plain, code)).toContain(told);
  await plain.context().close();
  const page = await openPage(browser, site, true);
  await page.goto('/zh/follow');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.getByText(told).waitFor({ timeout: 60_000 });
  await axe(page, 'a deleted report');
  expect(await shownIn(page.locator('main'))).toContain(followWords.zh.page.closedMessages);
  await page.context().close();
});
