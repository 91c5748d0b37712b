import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { dutiesWords } from '~/words/county/duties';
import { sectorsWords } from '~/words/county/sectors';
import { routingWords } from '~/words/keys/routing';
import { launchBrowser } from '../runner/browser';
import { languagesAt } from '../runner/long';
import { axe, giveBack, openPage, shownIn, signIn } from './people';
import { done, send, toCode } from './sealed-reporter';
import { openSite, type TestSite } from './site';

const words = sectorsWords.zh;
const NAME = { zh: '冷库', en: 'Cold stores' };

let site: TestSite;
let browser: Browser;
let admin: Page;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('an administrator adds a trade: what is wrong stands beside its field, and its regulator is named', async () => {
  admin = await signIn(browser, site, 'admin', 'duties');
  await admin.getByRole('link', { name: words.link }).click();
  await admin.getByRole('link', { name: words.add }).click();
  const save = admin.getByRole('button', { name: words.save });
  await admin.fill('input[name="name.en"]', NAME.en);
  await admin.fill('input[name="name.zh"]', '消防');
  await save.click();
  await admin.locator('[id="name.zh-error"]', { hasText: words.problems.taken }).waitFor();
  expect(await admin.inputValue('input[name="name.en"]')).toBe(NAME.en);
  await axe(admin, 'a trade with an error');
  await admin.fill('input[name="name.zh"]', NAME.zh);
  await save.click();
  await admin.locator('.govuk-notification-banner', { hasText: words.saved }).waitFor();
  await axe(admin, 'list of trades');
  await admin.getByRole('link', { name: words.back, exact: true }).click();
  await admin.locator('form[data-duty-form=move]').waitFor();
  await admin.getByRole('link', { name: dutiesWords.zh.matrix.edit(NAME.zh) }).click();
  const form = admin.locator('form[data-duty-form=sector]');
  await form.locator('select[name=county]').selectOption({ label: '应急管理局' });
  await form.getByRole('button', { name: dutiesWords.zh.edit.save }).click();
  await admin.locator('[data-waiting="2"]').waitFor();
  const said = await shownIn(admin.locator('[data-waiting] tbody'));
  expect(said).toContain(`${NAME.zh}：全县`);
  expect(said).toContain(routingWords.zh.sectorStates.offered);
});

it('reporters are not offered it before two guardians read it and sign', async () => {
  const page = await openPage(browser, site, false);
  await page.goto('/zh/report');
  expect(await page.locator('select[name=sector] option', { hasText: NAME.zh }).count()).toBe(0);
  await page.context().close();
  for (const login of ['guardians.1', 'guardians.2']) {
    const guardian = await signIn(browser, site, login, 'directory');
    await guardian.locator('[data-routing-changes="2"]').waitFor();
    expect(await shownIn(guardian.locator('[data-routing-changes] tbody'))).toContain(NAME.zh);
    await guardian.getByText(routingWords.zh.read).click();
    const first = login.endsWith('1');
    const name = first ? routingWords.zh.propose : routingWords.zh.confirm(3);
    await guardian.getByRole('button', { name }).click();
    if (first) await guardian.locator('[data-routing-proposal="3"]').waitFor();
    else await guardian.getByText(routingWords.zh.done.certified).waitFor();
    await giveBack(guardian);
  }
});

async function fill(page: Page, lang: 'zh' | 'en') {
  await page.goto(`/${lang}/report`);
  await page.check('input[name=matter][value=hazard]');
  await page.selectOption('select[name=sector]', { label: NAME[lang] });
  await page.fill('textarea[name=description]', '氨气泄漏。');
  await page.check('input[name=anonymity][value=anonymous]');
}

it('a report about it goes to its unit, sealed in the browser', async () => {
  const page = await openPage(browser, site, true);
  await fill(page, 'zh');
  await page.locator('[data-mode=sealed]').waitFor();
  await send(page, await toCode(page));
  await done(page);
  const [row] = await site.ctx.db.select().from(caseFile);
  expect(row).toMatchObject({ sector: 'own1', responsibleUnitId: site.county.unitIds.emergency });
  await page.context().close();
});

it('without scripts the check page says its name, in English too', async () => {
  const page = await openPage(browser, site, false);
  await fill(page, 'en');
  await page.locator('main form button[name=step][value=check]').click();
  await page.locator('dd', { hasText: NAME.en }).waitFor();
  await page.context().close();
});

it('a page on which two names are exchanged sends nothing', async () => {
  const page = await openPage(browser, site, true);
  await page.goto('/zh/report');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.evaluate(`
    const all = document.querySelector('select[name=sector]');
    const at = (value) => [...all.options].find((one) => one.value === value);
    const [own, fire] = [at('own1'), at('fire')];
    [own.textContent, fire.textContent] = [fire.textContent, own.textContent];`);
  await page.check('input[name=matter][value=hazard]');
  await page.selectOption('select[name=sector]', { label: NAME.zh });
  await page.fill('textarea[name=description]', '氨气泄漏。');
  await page.check('input[name=anonymity][value=anonymous]');
  await page.locator('main form button[name=step][value=check]').click();
  await page.locator('[data-part=retryRoute]:visible').first().waitFor();
  await page.context().close();
});

it('the queue and the case say its name', async () => {
  const officer = await signIn(browser, site, 'emergency.lead', 'queue');
  const row = officer.locator('tbody tr', { hasText: NAME.zh });
  await officer.selectOption('select[name=sector]', { label: NAME.zh });
  await row.locator('a').first().click();
  await officer.locator('dd', { hasText: NAME.zh }).first().waitFor();
  await giveBack(officer);
});

it.each([390, 1280])('its pages fit at %i px in either language, and axe finds nothing', async (width) => {
  await admin.setViewportSize({ width, height: 900 });
  for (const lang of languagesAt(width)) {
    for (const path of ['duties/sectors', 'duties/sectors?sector=gas', 'duties/sectors?sector=other']) {
      await admin.goto(`${site.origin}/${lang}/staff/${path}`);
      await admin.locator('main h1').waitFor();
      const over = await admin.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([path, over]).toEqual([path, 0]);
      await axe(admin, `${path}, ${lang}`);
    }
  }
});
