import type { Browser, Page, Route } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { report } from '#db/schema/casework';
import { findIn, newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { axe, openPage } from './people';
import { done, fill, SLOW_MS, send, toCode } from './sealed-reporter';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('a bad line', () => {
  it('stores one report when the answer to it is lost and it is sent again', async () => {
    const page = await openPage(browser, site, true);
    await fill(page, newMarker());
    const before = await site.ctx.db.$count(report);
    let lost = 0;
    // The server gets it, but the browser never hears so.
    await page.route('**/report/sealed', async (route: Route) => {
      lost += 1;
      if (lost > 1) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await send(page, await toCode(page));
    await page.locator('[data-step=sending] [data-part=retry] button').click({ timeout: SLOW_MS });
    await done(page);
    expect(lost).toBeGreaterThan(1);
    expect(await site.ctx.db.$count(report)).toBe(before + 1);
    await page.context().close();
  });

  /** The server gets it, the browser hears nothing, and somebody loads the page anew. */
  async function reloadWhileSending(page: Page, reaches: boolean): Promise<string> {
    const told = newMarker();
    await fill(page, told);
    await page.route('**/report/sealed', async (route: Route) => {
      if (reaches) await route.fetch();
      await route.abort('connectionreset');
    });
    page.on('dialog', (dialog) => void dialog.accept());
    const code = await toCode(page);
    await send(page, code);
    await page.locator('[data-step=sending] [data-part=retry] button').waitFor({ timeout: SLOW_MS });
    await page.unroute('**/report/sealed');
    const kept = await page.evaluate(() => Object.values({ ...sessionStorage }).join());
    expect(findIn('kept', Buffer.from(kept), { told, code })).toEqual([]);
    const body = Buffer.from(kept, 'base64url');
    expect(findIn('kept', body, { told, code })).toEqual([]);
    await page.reload();
    return body.toString('latin1');
  }

  for (const reaches of [true, false]) {
    it(`stores one report when the page is loaded anew ${reaches ? 'after' : 'before'} it arrived`, async () => {
      const page = await openPage(browser, site, true);
      const before = await site.ctx.db.$count(report);
      expect(await reloadWhileSending(page, reaches)).toContain('lookupHash');
      await page.locator('[data-step=arrived]').waitFor({ timeout: SLOW_MS });
      await axe(page, 'arrived');
      expect(await site.ctx.db.$count(report)).toBe(before + 1);
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
      await page.reload();
      await page.locator('[data-mode=sealed]').waitFor();
      expect(await page.locator('[data-step]').count()).toBe(0);
      await page.context().close();
    });
  }
});
