import { desc } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { expect } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { openCase } from './case-page';
import { openPage, shownIn, signIn } from './people';
import { done, SLOW_MS, send, toCode } from './sealed-reporter';
import type { BareSite, TestSite } from './site';

export type Told = { text: string; code: string; order: number; unitId: string };

/** Sends a report that a browser seals, about a sector or from a board at a gate; remembers its code. */
export async function tell(
  browser: Browser,
  site: BareSite,
  { text, sector, board }: { text: string; sector?: string; board?: string },
): Promise<Told> {
  const page = await openPage(browser, site, true);
  if (board === undefined) await page.goto('/zh/report');
  else {
    await page.goto(`/q/${board}`);
    await page.locator('main a[href*="report?site="]').first().click();
    await page.waitForURL(`**/zh/report?site=${board}`);
  }
  await page.locator('[data-mode=sealed]').waitFor();
  await page.check('input[name=matter][value=hazard]');
  if (sector !== undefined) await page.selectOption('select[name=sector]', sector);
  await page.fill('textarea[name=description]', text);
  await page.check('input[name=anonymity][value=anonymous]');
  const code = await toCode(page);
  await send(page, code);
  await done(page);
  await page.context().close();
  const [row] = await site.ctx.db.select().from(caseFile).orderBy(desc(caseFile.order)).limit(1);
  return { text, code, order: row?.order ?? 0, unitId: row?.responsibleUnitId ?? '' };
}

async function reads(officer: Page, { order, text }: Told): Promise<void> {
  await openCase(officer, order);
  expect(await shownIn(officer.locator('[data-narrative]'))).toContain(text);
}

/** Each opens for an officer of its unit. */
export async function allRead(browser: Browser, site: TestSite, login: string, all: readonly Told[]): Promise<void> {
  const officer = await signIn(browser, site, login);
  for (const one of all) await reads(officer, one);
  await officer.context().close();
}

/** Each opens for its reporter, who has nothing but the code. */
export async function allOpenByCode(
  browser: Browser,
  site: Pick<BareSite, 'origin' | 'others'>,
  all: readonly Told[],
): Promise<void> {
  for (const { code } of all) {
    const page = await openPage(browser, site, true);
    await page.goto('/zh/follow');
    await page.locator('[data-mode=sealed]').waitFor();
    await page.fill('input[name=code]', code);
    await page.locator('[data-code-form] button').click();
    await page.locator('form[data-step=leave]').first().waitFor({ timeout: SLOW_MS });
    await page.context().close();
  }
}
