import { beforeAll, expect, it } from 'vitest';
import { caseWords } from '~/words/case/case';
import { followActWords } from '~/words/follow/follow-acts';
import { repliedCase } from '../services/review-play';
import { giveCase } from '../services/transfer-play';
import { act, openCase } from './case-page';
import { axe, openPage, signIn } from './people';
import { browser, open, site } from './sealed-follow-walk';

const WHY = '罚得太轻，通道还堵着。';
const TOLD = '经复查，原结论事实清楚，予以维持。';

let filed: Awaited<ReturnType<typeof repliedCase>>;

beforeAll(async () => {
  filed = await repliedCase(site.ctx, site.county);
});

it('an objection is sealed on the phone, read by the level above, decided there, and the reporter reads why', async () => {
  const phone = await openPage(browser, site, true);
  await open(phone, filed.code);
  const form = phone.locator('form[data-step=object]');
  await form.waitFor();
  await form.locator('button').click();
  await phone.locator('.govuk-error-summary', { hasText: followActWords.zh.objection.empty }).waitFor();
  await phone.fill('textarea[name=objection]', WHY);
  await axe(phone, 'the page with an objection');
  await form.locator('button').click();
  await phone.locator('.govuk-notification-banner--success', { hasText: followActWords.zh.objection.done }).waitFor();
  await phone.locator('.anshao-message--ours', { hasText: WHY }).waitFor();
  expect(await form.count()).toBe(0);

  const { ctx, county } = site;
  await giveCase(ctx, county.of('fire.handler'), filed.caseId, county.unitIds.upper);
  const lead = await signIn(browser, site, 'upper.lead');
  await openCase(lead, 1);
  await lead.getByText(caseWords.zh.objectionSigned).waitFor();
  await lead.locator('[data-from=reporter]', { hasText: WHY }).waitFor();
  await axe(lead, 'an objection to review');
  await act(lead, 'upholdOnReview', { text: TOLD }, 'replied');
  await lead.context().close();

  await phone.reload();
  await open(phone, filed.code);
  await phone.locator('[data-message]', { hasText: TOLD }).waitFor();
  expect(await phone.getByText('维持原结论').count()).toBeGreaterThan(0);
  await phone.context().close();
});
