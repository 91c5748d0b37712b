import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignCase } from '~/services/case/case.server';
import { caseWords } from '~/words/case/case';
import { launchBrowser } from '../runner/browser';
import { acceptCase } from '../services/case-steps';
import { reportFire, workspace } from '../services/case-workspace';
import { act, actForm, openCase } from './case-page';
import { axe, giveBack, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

const WHY = '检测机构要四十天才能出报告。';
const TOLD = '检测报告还没有出来，核查延长三十天。';

let site: TestSite;
let browser: Browser;
let caseId = '';

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  const { ctx, county } = site;
  ({ caseId } = await reportFire(ctx));
  await acceptCase(ctx, county.actor('fire.lead'), caseId);
  await assignCase(ctx, county.actor('fire.lead'), caseId, county.of('fire.handler').memberId);
});
afterAll(() => browser?.close());

it('an extension is asked for with a reason, and approved by the lead who read it and writes the reporter', async () => {
  const officer = await signIn(browser, site, 'fire.handler');
  await openCase(officer, 1);
  await act(officer, 'askExtension', { text: WHY });
  await officer.getByText('已申请，等负责人批准').waitFor();
  await giveBack(officer);

  const lead = await signIn(browser, site, 'fire.lead');
  await openCase(lead, 1);
  const form = actForm(lead, 'extend');
  await form.waitFor();
  expect(await shownIn(form)).toContain(WHY);
  const until = /核查期限到(.+?)。/.exec(await shownIn(form.locator('[data-extended-to]')))?.[1] ?? '';
  await axe(lead, 'an extension to approve');
  // Without a word to the reporter nothing is sent, and the error stands beside the field.
  await form.getByRole('button').last().click();
  await form.locator('.govuk-error-message', { hasText: caseWords.zh.errors.required }).waitFor();
  await act(lead, 'extend', { text: TOLD });
  await lead.locator('.anshao-case__facts', { hasText: until }).waitFor();
  await giveBack(lead);
  const { opened, facts } = await workspace(site.ctx, site.county.of('fire.handler'), caseId);
  expect(opened.reports[0]?.messages.map(({ text }) => text)).toEqual([TOLD]);
  expect(facts.extensions).toBe(1);
});
