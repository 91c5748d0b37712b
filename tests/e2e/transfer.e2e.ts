import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile, caseTransfer } from '#db/schema/casework';
import { submitReport } from '~/services/report/report.server';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { giveCase } from '../services/transfer-play';
import { actForm, openCase } from './case-page';
import { axe, giveBack, signIn } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
const cases: string[] = [];
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  for (const _ of [1, 2, 3]) {
    cases.push((await submitReport(site.ctx, { draft: fireDraft({ occurredOn: null }) })).caseId);
  }
});
afterAll(() => browser?.close());

it('asks where to, why and whether it is sure before a case is given away, each beside its field', async () => {
  const page = await signIn(browser, site, 'fire.handler');
  const { emergency } = site.county.unitIds;
  await openCase(page, 3);
  const form = actForm(page, 'transfer');
  if (!(await form.isVisible())) await page.locator('details').filter({ has: form }).locator('summary').click();
  const posted: string[] = [];
  page.on('request', (one) => {
    if (one.method() === 'POST' && one.url().includes('/staff/cases/')) posted.push(one.url());
  });
  const press = () => form.getByRole('button').last().click();
  const errors = () => form.locator('.govuk-error-message').evaluateAll((all) => all.map((one) => one.id).sort());
  const answers = [
    { left: ['sure', 'text', 'unit'], next: () => form.locator('[name=unit]').selectOption(emergency) },
    { left: ['sure', 'text'], next: () => form.locator('[name=text]').fill('  ') },
    // A reason of blanks is none.
    { left: ['sure', 'text'], next: () => form.locator('[name=text]').fill('属于贵局职责。') },
    { left: ['sure'], next: () => form.locator('[name=sure]').check() },
  ];
  for (const { left, next } of answers) {
    await press();
    await expect.poll(errors).toEqual(left.map((name) => `transfer-${name}-error`));
    await next();
  }
  await axe(page, 'a transfer with errors');
  expect(posted).toEqual([]);
  expect(await unitOf(cases[2])).toBe(site.county.unitIds.fire);
  await press();
  await page.waitForURL('**/zh/staff/queue?done=transfer');
  expect(await unitOf(cases[2])).toBe(emergency);
  await giveBack(page);
});

it('signs again by itself, with the words that were typed, when another case was transferred in the same moment', async () => {
  const page = await signIn(browser, site, 'fire.handler');
  const { emergency } = site.county.unitIds;
  await openCase(page, 1);
  const form = actForm(page, 'transfer');
  if (!(await form.isVisible())) await page.locator('details').filter({ has: form }).locator('summary').click();
  await form.locator('[name=unit]').selectOption(emergency);
  await form.locator('[name=text]').fill('属于贵局职责。');
  await form.locator('[name=sure]').check();
  // After the page has asked for the chain, and before it posts, a colleague transfers another case.
  let asked = 0;
  await page.route('**/staff/transfers', async (route) => {
    const response = await route.fetch();
    asked += 1;
    if (asked === 1) await giveCase(site.ctx, site.county.of('fire.handler2'), cases[1] ?? '', emergency);
    await route.fulfill({ response });
  });
  await form.getByRole('button').last().click();
  await page.waitForURL('**/zh/staff/queue?done=transfer');
  expect(asked).toBe(2);
  const rows = await site.ctx.db.select().from(caseTransfer).orderBy(caseTransfer.number);
  expect(rows.map(({ number, caseId }) => [number, caseId])).toEqual([
    [1, cases[2]],
    [2, cases[1]],
    [3, cases[0]],
  ]);
  expect(await unitOf(cases[0])).toBe(emergency);
  await giveBack(page);
});

async function unitOf(caseId = ''): Promise<string | undefined> {
  const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  return row?.responsibleUnitId;
}
