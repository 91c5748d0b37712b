import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRESET_NAMES } from '~/domain/county/presets';
import { LANGS, type Lang } from '~/domain/vocabulary';
import { makeSetupLink } from '~/services/county/setup.server';
import { foreignIn, type Named, namedIn } from '../pages/foreign';
import { saidOn, tooWide } from '../pages/said';
import { launchBrowser } from '../runner/browser';
import { LONG } from '../runner/long';
import { acceptCase } from '../services/case-steps';
import { reportFire } from '../services/case-workspace';
import { invite } from './newcomer';
import { giveBack, openPage, signIn, unlock } from './people';
import { openBareSite, openSite, type TestSite } from './site';

/*
 * What scripts draw once the keys are open. Pages as they come are looked at in tests/pages.
 */
let site: TestSite;
let browser: Browser;
let named: Named;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  const { caseId } = await reportFire(site.ctx, { urgent: true });
  await acceptCase(site.ctx, site.county.actor('fire.lead'), caseId);
  named = await namedIn(site.ctx);
});
afterAll(() => browser?.close());

async function wrongOn(page: Page, lang: Lang): Promise<string[]> {
  const where = new URL(page.url()).pathname;
  const wrong = [...foreignIn(lang, await saidOn(page), named, where), ...(await tooWide(page))];
  return wrong.map((one) => `${where}: ${one}`);
}

/** Every page of the navigation, reached as a person does, so that the keys stay open; and the first case. */
async function lookAround(page: Page, lang: Lang): Promise<string[]> {
  const links = page.locator(`nav a[href^="/${lang}/staff"]`);
  const paths = await links.evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute('href') ?? ''))]);
  expect(paths.length).toBeGreaterThan(1);
  const wrong: string[] = [];
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.locator(`nav a[href="${path}"]`).first().click();
    await page.locator(`nav a[href="${path}"][aria-current=page]`).waitFor();
    await page.locator('main h1').waitFor();
    wrong.push(...(await wrongOn(page, lang)));
    const first = page.locator('a[data-case-link]').first();
    if (!path.endsWith('/queue') || (await first.count()) === 0) continue;
    await first.click();
    await page.locator('[data-opened]').waitFor();
    wrong.push(...(await wrongOn(page, lang)));
  }
  return wrong;
}

it('the first pages of a county and of a member are in the one language asked for, too', async () => {
  const bare = await openBareSite();
  const token = await makeSetupLink(bare.ctx);
  const page = await openPage(browser, bare, true);
  const wrong: string[] = [];
  for (const lang of LANGS) {
    await page.goto(`${bare.origin}/${lang}/setup/${token}`);
    wrong.push(...(await wrongOn(page, lang)));
    for (const preset of PRESET_NAMES) {
      await page.goto(`${bare.origin}/${lang}/setup/${token}?preset=${preset}`);
      await page.locator('textarea[name=places]').waitFor();
      wrong.push(...(await wrongOn(page, lang)));
    }
  }
  await page.context().close();
  const admin = await signIn(browser, site, 'admin', 'members');
  const link = await invite(admin, { name: '新同志', login: 'zz.new', unit: '消防救援大队', role: 'handler' });
  await giveBack(admin);
  named = await namedIn(site.ctx);
  const newcomer = await openPage(browser, site, true);
  for (const lang of LANGS) {
    await newcomer.goto(link.replace('/zh/', `/${lang}/`));
    await newcomer.locator('form[data-enrol-passkey], .govuk-inset-text').first().waitFor();
    await newcomer.locator('main button[type=button]').last().click();
    await newcomer.locator('[data-totp-secret]').waitFor();
    wrong.push(...(await wrongOn(newcomer, lang)));
  }
  await newcomer.context().close();
  expect([...new Set(wrong)]).toEqual([]);
});

/** In the short form each reads in one of the languages; tests/pages looks at the same pages, as they come. */
const READERS: [string, readonly Lang[]][] = ['fire.lead', 'guardians.1', 'finance.1', 'admin'].map((login, at) => [
  login,
  LONG ? LANGS : LANGS.slice(at % LANGS.length).slice(0, 1),
]);

it.each(READERS)(
  'with keys open %s reads every page in the one language asked for, on a phone and on a desk: %s',
  async (login, langs) => {
    const page = await signIn(browser, site, login);
    const wrong: string[] = [];
    for (const lang of langs) {
      if (lang !== 'zh') {
        await page.goto(`/${lang}/staff`);
        await unlock(page, site.county.of(login).passphrase);
      }
      wrong.push(...(await lookAround(page, lang)));
    }
    expect([...new Set(wrong)]).toEqual([]);
    await giveBack(page);
  },
);
