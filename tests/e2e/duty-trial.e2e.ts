import type { Browser, Cookie } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dutyTrialWords } from '~/words/county/duty-trial';
import { launchBrowser } from '../runner/browser';
import { moveDutiesSeen } from '../services/as-shown';
import { axe, openPage, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

const trial = dutyTrialWords.zh;

let site: TestSite;
let browser: Browser;
let cookies: Cookie[] = [];
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  const { fire, emergency } = site.county.unitIds;
  const move = { sector: 'gas' as const, fromUnitId: fire, toUnitId: emergency };
  await moveDutiesSeen(site.ctx, site.county.actor('admin'), move);
  cookies = await (await signIn(browser, site, 'admin')).context().cookies();
});
afterAll(() => browser?.close());

it('says where a made-up report goes by the draft and by what is in force, and what moves', async () => {
  const page = await openPage(browser, site, true);
  await page.context().addCookies(cookies);
  await page.goto('/zh/staff/duties');
  await page.getByRole('link', { name: trial.link }).click();
  const submit = page.getByRole('button', { name: trial.submit });
  await page.fill('input[name=employer]', '没有的厂');
  await submit.click();
  await page.locator('#matter-error', { hasText: trial.wrong.matter }).waitFor();
  await page.locator('#sector-error').waitFor();
  expect(await page.inputValue('input[name=employer]')).toBe('没有的厂');
  await page.selectOption('select[name=matter]', 'hazard');
  await page.selectOption('select[name=sector]', 'gas');
  await page.selectOption('select[name=area]', { label: '镇溪镇' });
  await submit.click();
  await page.getByText(trial.different).waitFor();
  const said = await shownIn(page.locator('[data-tried]'));
  const [byDraft = '', inForce = ''] = said.split(trial.inForce);
  expect(byDraft).toContain(trial.goesTo('应急管理局'));
  expect(inForce).toContain(trial.goesTo('消防救援大队'));
  expect(said).toContain(trial.noEmployer);
  await page.getByRole('button', { name: trial.previewAsk }).click();
  await page.locator('[data-preview]').waitFor();
  // What was typed stays in the form, and in no address.
  expect(await page.inputValue('input[name=employer]')).toBe('没有的厂');
  expect(await page.inputValue('select[name=sector]')).toBe('gas');
  expect(page.url()).not.toContain('gas');
  await axe(page, 'duties tried');
  await page.context().close();
});

it.each([390, 1280])('fits at %i px in both languages, and axe finds nothing', async (width) => {
  const page = await openPage(browser, site, true);
  await page.context().addCookies(cookies);
  await page.setViewportSize({ width, height: 900 });
  for (const lang of ['zh', 'en'] as const) {
    await page.goto(`/${lang}/staff/duties/try`);
    await page.getByRole('button', { name: dutyTrialWords[lang].previewAsk }).click();
    await page.locator('[data-preview]').waitFor();
    const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(over).toBe(0);
    await axe(page, `duties tried in ${lang}`);
  }
  await page.context().close();
});
