import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSetupLink } from '~/services/county/setup.server';
import { launchBrowser } from '../runner/browser';
import { enrol, invite } from './newcomer';
import { axe, openPage, shownIn, signInWith, toStaffPage } from './people';
import { type BareSite, openBareSite } from './site';

let site: BareSite;
let browser: Browser;

beforeAll(async () => {
  site = await openBareSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('grows from a set-up link to an administrator who invites, and says what reporting still lacks', async () => {
  const address = `/zh/setup/${await makeSetupLink(site.ctx)}`;
  const link = await setUpCounty(address);
  const page = await openPage(browser, site, true);
  const administrator = await enrol(page, site, link);
  await signInWith(page, site, { login: 'admin', ...administrator });
  await toStaffPage(page, 'members');
  await axe(page, 'members');
  const lacking = page.locator('[data-readiness]');
  expect(await shownIn(lacking)).toContain('消防救援大队');
  expect(await shownIn(lacking)).toContain('单位密钥：请该单位第一位成员产生');
  const invitation = await invite(page, { name: '乙同志', login: 'fire.one', unit: '消防救援大队', role: 'handler' });
  await axe(page, 'members with an invitation');
  const invited = await openPage(browser, site, true);
  await invited.goto(invitation);
  expect(await shownIn(invited.locator('main'))).toContain('乙同志');
  await invited.context().close();
  await page.context().close();
});

it('does not take reports yet and says where to call', async () => {
  const page = await openPage(browser, site, true);
  const answer = await page.goto('/zh/report');
  expect(answer?.status()).toBe(503);
  expect(await shownIn(page.locator('main'))).toMatch(/还没有开通.*0000-12350/s);
  expect(await page.locator('form textarea').count()).toBe(0);
  await axe(page, 'reporting closed');
  await page.context().close();
});

/** Fills in the form of the set-up link, with scripts off; returns the link for the first administrator. */
async function setUpCounty(address: string): Promise<string> {
  const choosing = await openPage(browser, site, true);
  await choosing.goto(address);
  await axe(choosing, 'set-up: what kind of place');
  await choosing.locator('[data-presets] a').first().click();
  await axe(choosing, 'set-up of a town');
  await choosing.context().close();
  const page = await openPage(browser, site, false);
  await page.goto(address);
  await page.getByRole('link', { name: '县、区' }).click();
  await page.fill('input[name="name.zh"]', '安岭县');
  await page.fill('input[name="name.en"]', 'Anling County');
  await page.fill('input[name=hotline]', '0000-12350');
  await page.fill('textarea[name=places]', '镇溪镇，Zhenxi Town，又一个');
  await page.fill('input[name=name]', '甲同志');
  const submit = page.getByRole('button', { name: '完成设置' });
  await submit.click();
  await page.locator('.govuk-error-summary').waitFor();
  expect(await page.inputValue('input[name="name.zh"]')).toBe('安岭县');
  expect(await shownIn(page.locator('main'))).toContain('七个人');
  await page.fill('textarea[name=places]', '镇溪镇，Zhenxi Town\n白石镇');
  await submit.click();
  const link = await page.locator('[data-enrol-link] a').getAttribute('href');
  expect((await page.goto(address))?.status()).toBe(410);
  await page.context().close();
  const looking = await openPage(browser, site, true);
  await looking.goto(address);
  await axe(looking, 'set-up link spent');
  await looking.context().close();
  return link ?? '';
}
