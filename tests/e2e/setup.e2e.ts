import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSetupLink } from '~/services/setup.server';
import { totpCode } from '~/services/totp.server';
import { launchBrowser } from '../runner/browser';
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
  const address = `/zh/setup/${await makeSetupLink(site.house)}`;
  const link = await setUpCounty(address);
  const page = await openPage(browser, site, true);
  const administrator = await enrol(page, link);
  await signInWith(page, site, { login: 'admin', ...administrator });
  await toStaffPage(page, 'members');
  await axe(page, 'members');
  const lacking = page.locator('[data-readiness]');
  expect(await shownIn(lacking)).toContain('消防救援大队');
  expect(await shownIn(lacking)).toContain('单位密钥：请该单位第一位成员产生');
  const invitation = await invite(page);
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

/** The form of the set-up link, scripts off; the link for the first administrator. */
async function setUpCounty(address: string): Promise<string> {
  const page = await openPage(browser, site, false);
  await page.goto(address);
  await page.fill('input[name=nameZh]', '安岭县');
  await page.fill('input[name=nameEn]', 'Anling County');
  await page.fill('input[name=hotline]', '0000-12350');
  await page.fill('textarea[name=towns]', '镇溪镇');
  await page.fill('input[name=name]', '甲同志');
  const submit = page.getByRole('button', { name: '完成设置' });
  await submit.click();
  await page.locator('.govuk-error-summary').waitFor();
  expect(await page.inputValue('input[name=nameZh]')).toBe('安岭县');
  await page.fill('textarea[name=towns]', '镇溪镇，Zhenxi Town');
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

/** Writes down what the browser drew, mistypes once, and finishes. */
async function enrol(page: Page, link: string): Promise<{ passphrase: string; totpSecret: string }> {
  await page.goto(link);
  await axe(page, 'enrol');
  await page.getByRole('button', { name: '改用口令和验证器' }).click();
  const drawn = page.locator('[data-passphrase]', { hasText: /\w+( \w+){5}/ });
  await drawn.waitFor();
  await axe(page, 'enrol by passphrase');
  const passphrase = (await shownIn(drawn)).trim();
  const totpSecret = (await shownIn(page.locator('[data-totp-secret]'))).replaceAll(/\s/g, '');
  const finish = page.getByRole('button', { name: '产生密钥并启用' });
  await page.fill('input[name=passphrase]', `${passphrase}x`);
  await page.fill('input[name=totp]', totpCode(totpSecret, site.house.now()));
  await finish.click();
  await page.locator('.govuk-error-message', { hasText: '与上面的口令不一致' }).waitFor();
  await page.fill('input[name=passphrase]', passphrase);
  await page.fill('input[name=totp]', totpCode(totpSecret, site.house.now()));
  await finish.click();
  await page.getByRole('heading', { name: '账号已启用' }).waitFor({ timeout: 60_000 });
  expect(site.logged.join('\n')).not.toContain(passphrase);
  return { passphrase, totpSecret };
}

async function invite(page: Page): Promise<string> {
  await page.fill('input[name=name]', '乙同志');
  await page.fill('input[name=login]', 'fire.one');
  await page.selectOption('select[name=unitId]', { label: '消防救援大队' });
  await page.locator('section[aria-labelledby=invite-title] input[name=roles][value=handler]').check();
  await page.locator('button[value=invite]').click();
  const link = page.locator('[data-enrol-link]');
  await link.waitFor();
  return (await shownIn(link)).trim();
}
