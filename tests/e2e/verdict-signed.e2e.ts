import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { assignCase } from '~/services/case/case.server';
import { caseWords } from '~/words/case/case';
import { launchBrowser } from '../runner/browser';
import { acceptCase, proposeVerdict } from '../services/case-steps';
import { reportFire, sealedPart, workspace } from '../services/case-workspace';
import { actForm, openCase } from './case-page';
import { axe, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = caseWords.zh;
const FINDING = `东门外堆木料约两米高，门打不开。${'现场有照片，值班员说已经三周。'.repeat(40)}以上属实。`;
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

let site: TestSite;
let browser: Browser;
let caseId = '';

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  const { ctx, county } = site;
  ({ caseId } = await reportFire(ctx));
  const handler = county.of('fire.handler');
  await acceptCase(ctx, county.actor('fire.lead'), caseId);
  await assignCase(ctx, county.actor('fire.lead'), caseId, handler.memberId);
  const { opened } = await workspace(ctx, handler, caseId);
  const finding = await sealedPart(opened, 'finding', { verdict: 'substantiated', text: FINDING });
  await proposeVerdict(ctx, handler.actor, caseId, { verdict: 'substantiated', finding, unvisited: true });
});
afterAll(() => browser?.close());

const stage = async () => {
  const [row] = await site.ctx.db.select({ stage: caseFile.stage }).from(caseFile).where(eq(caseFile.id, caseId));
  return row?.stage;
};
const form = (page: Page) => actForm(page, 'confirmVerdict');
const button = (page: Page) => form(page).getByRole('button').last();

async function box(page: Page, selector: string) {
  const found = await form(page).locator(selector).boundingBox();
  if (!found) throw new Error(`${selector} is not shown`);
  return { top: found.y, bottom: found.y + found.height, left: found.x, right: found.x + found.width };
}

it('puts the button that confirms a verdict below the finding that it signs, on a phone and on a desk', async () => {
  const page = await signIn(browser, site, 'fire.lead');
  await openCase(page, 1);
  await form(page).locator('[data-finding-to-sign]').waitFor();
  // The whole finding, its verdict first, inside the form whose button signs it.
  expect(await shownIn(form(page).locator('[data-finding-to-sign]'))).toContain(FINDING);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const [finding, tick, press] = [
      await box(page, '[data-finding-to-sign]'),
      await box(page, 'label[for^="confirmVerdict-read"]'),
      await box(page, 'button'),
    ];
    expect(finding.bottom, `tick at ${size.width}`).toBeLessThanOrEqual(tick.top);
    expect(tick.bottom, `button at ${size.width}`).toBeLessThanOrEqual(press.top);
    // In one column: the way from the first to the button leads past all of the finding.
    expect(Math.abs(finding.left - press.left), `one column at ${size.width}`).toBeLessThan(40);
    expect(finding.right, `no text outside at ${size.width}`).toBeLessThanOrEqual(size.width);
    expect(press.bottom - press.top).toBeGreaterThanOrEqual(40);
    // Nothing of the finding is cut off or scrolls inside.
    const cut = await form(page)
      .locator('[data-finding-to-sign]')
      .evaluate((one) => one.scrollHeight - one.clientHeight);
    expect(cut).toBe(0);
  }
  await axe(page, 'a finding to sign');

  // Not before it was read: the error stands beside the tick, and nothing was sent.
  await button(page).click();
  await form(page).locator('.govuk-error-message', { hasText: words.errors.notRead }).waitFor();
  expect(await stage()).toBe('verdictProposed');

  // Nor with the keys locked: then there is neither finding nor button.
  await page.getByRole('button', { name: '锁定密钥' }).click();
  await page.locator('.anshao-unlock').first().waitFor();
  expect(await form(page).count()).toBe(0);
  expect(await page.locator('[data-finding-to-sign]').count()).toBe(0);
  await page.context().close();
});
