import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { county } from '#db/schema/county';
import { newSigningKey } from '~/envelope/signing';
import { commonWords } from '~/words/common';
import { trustWords } from '~/words/keys/trust';
import { LANGS, type Lang } from '~/words/language';
import { launchBrowser } from '../runner/browser';
import { reportFire } from '../services/case-workspace';
import { axe, openPage, shownIn, signInWith } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  page = await openPage(browser, site, true);
  await signInWith(page, site, site.county.of('fire.lead'));
});
afterAll(() => browser?.close());

/** Header with the name of the person who is signed in, and the way to the queue. */
async function framed(lang: Lang): Promise<void> {
  await page.locator('.anshao-who').waitFor();
  await page.locator(`nav a[href="/${lang}/staff/queue"]`).waitFor();
}

it('keeps header and navigation when the county key was changed, and says what to do next', async () => {
  const { caseId } = await reportFire(site.ctx);
  const { db } = site.owner;
  const [before] = await db.select().from(county);
  await db.update(county).set({ directoryKey: newSigningKey().publicKey });
  for (const lang of LANGS) {
    await page.goto(`/${lang}/staff/cases/${caseId}`);
    await page.locator('[data-trust-problem=countyKeyChanged]').waitFor();
    await framed(lang);
    const shown = await shownIn(page.locator('main'));
    const { title, next } = trustWords[lang].pageClosed;
    for (const line of [trustWords[lang].stop, title, ...next]) expect(shown).toContain(line);
    expect(shown).not.toContain(commonWords[lang].errors.server.title);
    await axe(page, `case behind a changed county key, ${lang}`);
  }
  await db.update(county).set({ directoryKey: before?.directoryKey ?? null });
  await page.reload();
  await page.locator('[data-case-stage]').waitFor();
});

it('keeps them around a page that does not exist, and leads on to one that does', async () => {
  expect((await page.goto('/zh/staff/cases/00000000-0000-4000-8000-000000000000'))?.status()).toBe(404);
  await framed('zh');
  expect(await shownIn(page.locator('main'))).toContain(commonWords.zh.errors.notFound.title);
  await page.locator('nav a[href="/zh/staff/queue"]').click();
  await page.waitForURL('**/zh/staff/queue');
  await page.locator('nav a[href="/zh/staff/queue"][aria-current=page]').waitFor();
  expect(await shownIn(page.locator('main'))).not.toContain(commonWords.zh.errors.notFound.title);
});
