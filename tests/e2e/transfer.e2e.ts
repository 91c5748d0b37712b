import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile, caseTransfer } from '#db/schema/casework';
import { submitReport } from '~/services/report/report.server';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { giveCase } from '../services/transfer-play';
import { actForm, openCase } from './case-page';
import { signIn } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
const cases: string[] = [];
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  for (const _ of [1, 2]) {
    cases.push((await submitReport(site.ctx, { draft: fireDraft({ occurredOn: null }) })).caseId);
  }
});
afterAll(() => browser?.close());

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
    [1, cases[1]],
    [2, cases[0]],
  ]);
  const [row] = await site.ctx.db
    .select()
    .from(caseFile)
    .where(eq(caseFile.id, cases[0] ?? ''));
  expect(row?.responsibleUnitId).toBe(emergency);
  await page.context().close();
});
