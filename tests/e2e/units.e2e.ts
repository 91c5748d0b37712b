import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { unit } from '#db/schema/county';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { handoverWords } from '~/words/case/handover';
import { areasWords } from '~/words/county/areas';
import { unitsWords } from '~/words/county/units';
import { launchBrowser } from '../runner/browser';
import { languagesAt } from '../runner/long';
import { reportFire } from '../services/case-workspace';
import { openCase } from './case-page';
import { axe, giveBack, openPage, shownIn, signIn, toStaffPage } from './people';
import { signList } from './signed-by-guardians';
import { openSite, type TestSite } from './site';

const words = unitsWords.zh;

let site: TestSite;
let browser: Browser;
let admin: Page;
let broken = false;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  await reportFire(site.ctx);
});
afterAll(() => browser?.close());
beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

const openUnit = async (name: string) => {
  await toStaffPage(admin, 'units');
  await admin.locator('main').getByRole('link', { name, exact: true }).click();
  await admin.locator('#unit-form').waitFor();
};
const save = () => admin.locator('#unit-form').getByRole('button', { name: words.form.save }).click();
const drafted = (text = words.saved) => admin.locator('.govuk-notification-banner', { hasText: text }).waitFor();

it('an administrator adds a department: what is wrong stands beside its field, and the rest is kept', async () => {
  admin = await signIn(browser, site, 'admin', 'units');
  await axe(admin, 'units');
  await admin.getByRole('link', { name: words.add }).click();
  await admin.locator('#unit-form').waitFor();
  await admin.fill('input[name="name.zh"]', '住房和城乡建设委员会');
  await admin.selectOption('select[name=kind]', 'department');
  await admin.fill('input[name=phone]', '打总机');
  await save();
  await admin.locator('#code-error').waitFor();
  expect(await shownIn(admin.locator('#phone-error'))).toContain(words.problems.phone);
  expect(await admin.inputValue('input[name="name.zh"]')).toBe('住房和城乡建设委员会');
  await axe(admin, 'a unit with errors');
  await admin.fill('input[name=code]', 'housing');
  await admin.fill('input[name=phone]', '023-5555 0101');
  await admin.selectOption('select[name=parentUnitId]', { label: '市应急管理局' });
  await save();
  await drafted();
  await axe(admin, 'a unit that waits');
});

it('renames one, and the page says what waits, in words', async () => {
  await openUnit('镇溪镇人民政府');
  await admin.fill('input[name="name.zh"]', '镇溪街道办事处');
  await admin.fill('input[name="address.zh"]', '镇溪街道文化路 2 号');
  await save();
  await drafted();
  await toStaffPage(admin, 'units');
  await admin.locator('[data-units-waiting="2"]').waitFor();
  const said = await shownIn(admin.locator('[data-units-waiting]'));
  expect(said).toContain('原名称：镇溪镇人民政府');
  expect(said).toContain('地址：镇溪街道文化路 2 号');
});

it.each([390, 1280])('fits at %i px in either language, and is read without scripts', async (width) => {
  const page = await openPage(browser, site, false);
  await page.context().addCookies(await admin.context().cookies());
  await page.setViewportSize({ width, height: 900 });
  const { fire, zhenxi } = site.county.unitIds;
  for (const lang of languagesAt(width)) {
    for (const path of ['units', 'units/new', `units/${fire}`, `units/${zhenxi}`, 'areas']) {
      await page.goto(`/${lang}/staff/${path}`);
      await page.locator('main h1').waitFor();
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([path, over]).toEqual([path, 0]);
    }
  }
  await page.context().close();
});

it('imports towns and villages: a bad row stops the whole table, a good one is shown, confirmed and exported', async () => {
  await toStaffPage(admin, 'areas');
  await axe(admin, 'areas');
  const choose = async (...lines: string[]) => {
    const buffer = Buffer.from(['代码,名称,所属镇街,状态', ...lines].join('\n'));
    await admin.setInputFiles('input[name=file]', { name: '镇街.csv', mimeType: 'text/csv', buffer });
    await admin.getByRole('button', { name: areasWords.zh.check }).click();
  };
  await choose('500200103000,新桥镇,,', '500200103001,桥头村,没有的镇,');
  await admin.locator('[data-import="2 1"]').waitFor();
  expect(await shownIn(admin.locator('[data-import] tbody'))).toContain(areasWords.zh.problems.noTown);
  expect(await admin.getByRole('button', { name: areasWords.zh.confirm(2) }).count()).toBe(0);
  await axe(admin, 'areas with a bad row');
  await choose('500200103000,新桥镇,,', '500200103001,桥头村,新桥镇,');
  await admin.locator('[data-import="2 0"]').waitFor();
  await admin.getByRole('button', { name: areasWords.zh.confirm(2) }).click();
  await admin.getByText(areasWords.zh.done(2)).waitFor();
  const exported = await admin.request.get(`${site.origin}/zh/staff/areas.csv`);
  expect(await exported.text()).toContain('500200103001,桥头村,,500200103,');
});

it('two guardians read the very changes and sign', async () => {
  await signList(browser, site, ['住房和城乡建设委员会', '电话：023-5555 0101', '原名称：镇溪镇人民政府']);
  const rows = await site.ctx.db.select().from(unit);
  expect(rows.map(({ names }) => names.zh)).toContain('镇溪街道办事处');
  expect(rows.find(({ code }) => code === 'housing')).toMatchObject({ parentUnitId: site.county.unitIds.upper });
});

it('merges the fire brigade into the emergency bureau; only what may take it over is offered', async () => {
  await openUnit('消防救援大队');
  await admin.locator('summary', { hasText: words.end.title }).click();
  const form = admin.locator('#unit-end');
  await form.getByRole('button', { name: words.end.save }).click();
  await admin.locator('#successorId-error', { hasText: words.closing.openCases }).waitFor();
  await axe(admin, 'a unit that cannot close');
  const offered = await form.locator('select option').allInnerTexts();
  expect(offered).toContain('应急管理局');
  expect(offered).not.toContain('举报受理组');
  await form.locator('select').selectOption({ label: '应急管理局' });
  await form.getByRole('button', { name: words.end.save }).click();
  await drafted();
  await signList(browser, site, ['由应急管理局接续']);
});

it('the fire brigade’s people hand its open case over, and the emergency bureau’s read it; the log verifies', async () => {
  const page = await signIn(browser, site, 'fire.lead');
  await page.locator('a[data-handover="1"]').click();
  await page.locator('[data-going-on="1"]').waitFor();
  expect(await shownIn(page.locator('[data-going-on]'))).toContain('应急管理局');
  await axe(page, 'cases to hand over');
  await page.getByRole('button', { name: handoverWords.zh.start(1) }).click();
  await page.locator('.govuk-notification-banner', { hasText: handoverWords.zh.done(1) }).waitFor();
  await page.getByText(handoverWords.zh.none).waitFor();
  await giveBack(page);
  const officer = await signIn(browser, site, 'emergency.handler');
  await openCase(officer, 1);
  expect(await shownIn(officer.locator('[data-narrative]'))).toContain('消防通道被木料堵住');
  await giveBack(officer);
  await sequenceLog(site.ctx, { everything: true });
  expect(await verifyLog(site.ctx)).toMatchObject({ ok: true, problems: [], tail: 0 });
});
