import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { employer } from '#db/schema/register';
import { creditCheck } from '~/domain/credit-code';
import { dutiesWords } from '~/words/county/duties';
import { importWords } from '~/words/county/employer-import';
import { registerWords } from '~/words/county/register';
import { routingWords } from '~/words/keys/routing';
import { launchBrowser } from '../runner/browser';
import { LONG, languagesAt } from '../runner/long';
import { sampleWorkbook } from '../workbook-sample';
import { axe, giveBack, openPage, shownIn, signIn, toStaffPage } from './people';
import { done, send, toCode } from './sealed-reporter';
import { openSite, type TestSite } from './site';

const words = registerWords.zh;
const LISTS = ['duties', 'employers', 'boards'] as const;
const FORMS = ['employers/new', 'employers/import', 'boards/new', 'duties?sector=gas'] as const;

let site: TestSite;
let browser: Browser;
let admin: Page;
let board = '';
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const codeOf = (n: number) => {
  const body = `9150000020283${String(n).padStart(4, '0')}`;
  return body + creditCheck(body);
};
const wrong = `${codeOf(3).slice(0, -1)}${codeOf(3).endsWith('0') ? '1' : '0'}`;
/** As an office keeps it in Excel, with its title above. */
const TABLE = `镇溪镇企业名录
单位名称;统一社会信用代码;行业;属地;主管部门;专项监管
红星机械厂;${codeOf(1)};工贸企业;镇溪镇;应急管理局;消防救援大队：消防
东方商场;${codeOf(2)};消防;河口村;消防救援大队
写错的厂;${wrong};消防;没有的镇;消防救援大队
白石砖厂;${codeOf(4)};工贸企业;白石镇;应急管理局`.split('\n');

const signed = async () => (await shownIn(admin.locator('[data-waiting] p'))).match(/现行的是第 (\d+) 版/)?.[1];

it('an administrator moves a sector: the page says what waits, in words, and that it means nothing yet', async () => {
  admin = await signIn(browser, site, 'admin', 'duties');
  await axe(admin, 'duties');
  await admin.getByRole('link', { name: dutiesWords.zh.matrix.edit('燃气') }).click();
  const form = admin.locator('form[data-duty-form=sector]');
  await form.locator('select[name=county]').selectOption({ label: '应急管理局' });
  await form.getByRole('button', { name: dutiesWords.zh.edit.save }).click();
  await admin.locator('[data-waiting="1"]').waitFor();
  expect(await shownIn(admin.locator('[data-waiting] tbody'))).toContain('燃气：全县 由 消防救援大队 改为 应急管理局');
  await axe(admin, 'one sector, with a change that waits');
  await admin.getByRole('link', { name: dutiesWords.zh.edit.back }).click();
  const move = admin.locator('form[data-duty-form=move]');
  await move.getByRole('button').click();
  await admin.locator('#move-sector-error').waitFor();
  await axe(admin, 'duties with an error');
});

it('imports three employers of four: the bad row is told by row, column and why, and nothing is written before it is confirmed', async () => {
  await toStaffPage(admin, 'employers');
  const before = await site.ctx.db.$count(employer);
  await admin.getByRole('link', { name: words.employers.import }).click();
  await admin.getByRole('heading', { name: importWords.zh.title }).waitFor();
  await admin.getByRole('button', { name: importWords.zh.check }).click();
  await admin.locator('#file-error', { hasText: importWords.zh.missingFile }).waitFor();
  const buffer = Buffer.from(sampleWorkbook([{ rows: TABLE.map((row) => row.split(';')) }]));
  await admin.setInputFiles('input[name=file]', { name: '名录.xlsx', mimeType: 'application/octet-stream', buffer });
  await admin.getByRole('button', { name: importWords.zh.check }).click();
  await admin.locator('[data-import="3 2"]').waitFor();
  const bad = await admin.locator('[data-import] tbody tr').allInnerTexts();
  expect(bad.map((row) => row.includes('5'))).toEqual([true]);
  expect(bad.join()).toContain(words.problems['credit-check']);
  expect(bad.join()).toContain('没有的镇');
  await axe(admin, 'import with a bad row');
  expect(await site.ctx.db.$count(employer)).toBe(before);
  await admin.getByRole('button', { name: importWords.zh.confirm(3) }).click();
  await admin.getByText(importWords.zh.done(3)).waitFor();
  expect(await site.ctx.db.$count(employer)).toBe(before + 3);
});

it('puts a board up at one of them; what is wrong stands beside its field and the rest is kept', async () => {
  await toStaffPage(admin, 'employers');
  await admin.fill('input[name=q]', '红星');
  await admin.getByRole('button', { name: words.search.submit }).click();
  await admin.getByRole('link', { name: '红星机械厂' }).click();
  await axe(admin, 'one employer');
  await admin.getByRole('link', { name: words.employers.addBoard }).click();
  await admin.locator('#board-form').waitFor();
  await admin.fill('input[name="site.zh"]', '红星机械厂南门');
  await admin.getByRole('button', { name: words.boards.save }).click();
  await admin.locator('[id="employer.name-error"]').waitFor();
  await axe(admin, 'a board with errors');
  expect(await admin.inputValue('input[name="site.zh"]')).toBe('红星机械厂南门');
  for (const role of ['employer', 'regulator', 'area']) {
    await admin.fill(`input[name="${role}.name"]`, '甲某');
    await admin.fill(`input[name="${role}.phone"]`, '023-5555-0001');
  }
  await admin.getByRole('button', { name: words.boards.save }).click();
  await admin.locator('[data-board-code]').waitFor();
  board = await shownIn(admin.locator('[data-board-code]'));
  const unsigned = await admin.request.get(`${site.origin}/q/${board}`);
  expect(unsigned.status()).toBe(404);
});

it.each([390, 1280])(
  'fits at %i px in either language, and its lists are read and searched without scripts',
  async (width) => {
    const cookies = await admin.context().cookies();
    const page = await openPage(browser, site, false);
    await page.context().addCookies(cookies);
    await page.setViewportSize({ width, height: 900 });
    for (const lang of languagesAt(width)) {
      for (const path of [...LISTS, ...FORMS, `boards/${board}`]) {
        await page.goto(`/${lang}/staff/${path}`);
        await page.locator('main h1').waitFor();
        const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        expect([path, over]).toEqual([path, 0]);
      }
    }
    await page.goto('/zh/staff/boards');
    await page.fill('input[name=q]', '南门');
    await page.getByRole('button', { name: words.search.submit }).click();
    await page.getByRole('link', { name: '红星机械厂南门' }).waitFor();
    await page.context().close();
  },
);

it.runIf(LONG)('axe finds nothing on them in English', async () => {
  const page = await openPage(browser, site, true);
  await page.context().addCookies(await admin.context().cookies());
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [...LISTS, 'employers/import', 'boards/new', 'duties?sector=gas']) {
    await page.goto(`/en/staff/${path}`);
    await page.locator('main h1').waitFor();
    await axe(page, `${path} on a phone, en`);
  }
  await page.context().close();
});

it('two guardians read the very difference and sign', async () => {
  await toStaffPage(admin, 'duties');
  const version = Number(await signed()) + 1;
  const first = await signIn(browser, site, 'guardians.1', 'directory');
  const form = first.locator('form[data-routing-form]');
  await form.locator('[data-routing-changes="5"]').waitFor();
  const said = await shownIn(form.locator('tbody'));
  expect(said).toContain('燃气：全县 由 消防救援大队 改为 应急管理局');
  expect(said).toContain(`${board} 红星机械厂南门`);
  expect(said).toContain('应急管理局、消防救援大队（专项：消防）');
  expect(said).toContain('甲某 023-5555-0001');
  await first.getByText(routingWords.zh.read).click();
  await form.getByRole('button', { name: routingWords.zh.propose }).click();
  await first.locator(`[data-routing-proposal="${version}"]`).waitFor();
  await giveBack(first);
  const second = await signIn(browser, site, 'guardians.2', 'directory');
  await second.locator('[data-routing-changes="5"]').waitFor();
  await second.getByText(routingWords.zh.read).click();
  await second.getByRole('button', { name: routingWords.zh.confirm(version) }).click();
  await second.locator('.govuk-notification-banner', { hasText: routingWords.zh.done.certified }).waitFor();
  await giveBack(second);
});

it('the board is printed with QR code and fingerprint, and a report from it goes where the new regulator sits', async () => {
  await toStaffPage(admin, 'boards');
  await admin.getByRole('link', { name: words.boards.printOf(board) }).click();
  await admin.locator('img.anshao-qr').waitFor();
  const fingerprint = await shownIn(admin.locator('code.anshao-code'));
  await axe(admin, 'sheet of a board');
  const page = await openPage(browser, site, true);
  await page.goto(`/zh/report?site=${board}`);
  await page.locator('[data-mode=sealed]').waitFor();
  await page.locator('#report-mode summary').click();
  expect(await shownIn(page.locator('[data-part=fingerprint]').first())).toBe(fingerprint);
  await page.check('input[name=matter][value=violation]');
  await page.fill('textarea[name=description]', '冲床没有防护。');
  await page.check('input[name=anonymity][value=anonymous]');
  await send(page, await toCode(page));
  await done(page);
  const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.channel, 'board'));
  expect(row?.responsibleUnitId).toBe(site.county.unitIds.emergency);
  await page.context().close();
});

it('a report about the sector that moved goes to its new unit', async () => {
  const page = await openPage(browser, site, true);
  await page.goto('/zh/report');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.check('input[name=matter][value=hazard]');
  await page.selectOption('select[name=sector]', 'gas');
  await page.fill('textarea[name=description]', '管道漏气。');
  await page.check('input[name=anonymity][value=anonymous]');
  await send(page, await toCode(page));
  await done(page);
  const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.sector, 'gas'));
  expect(row?.responsibleUnitId).toBe(site.county.unitIds.emergency);
  await page.context().close();
});

it('a second administrator’s save says what the first changed, keeps what was typed, and is done once read', async () => {
  const [entry] = await site.ctx.db
    .select()
    .from(employer)
    .where(eq(employer.creditCode, codeOf(1)));
  const address = `/zh/staff/employers/${entry?.id}`;
  const colleague = await signIn(browser, site, 'admin2');
  for (const page of [admin, colleague]) {
    await page.goto(address);
    await page.locator('#employer-form').waitFor();
  }
  await admin.fill('input[name="name.zh"]', '红星机械集团');
  await admin.getByRole('button', { name: words.employers.save }).click();
  await admin.locator('.govuk-notification-banner', { hasText: words.drafted }).waitFor();
  await colleague.fill('input[name="name.en"]', 'Red Star');
  const save = colleague.getByRole('button', { name: words.employers.save });
  await save.click();
  await colleague.locator('[id="name.zh-error"]', { hasText: '红星机械集团' }).waitFor();
  expect(await colleague.inputValue('input[name="name.en"]')).toBe('Red Star');
  expect(await colleague.inputValue('input[name="name.zh"]')).toBe('红星机械厂');
  await axe(colleague, 'an employer that a colleague changed');
  await colleague.fill('input[name="name.zh"]', '红星机械集团');
  await save.click();
  await colleague.locator('.govuk-notification-banner', { hasText: words.drafted }).waitFor();
  // The form begins anew with what it saved, so the next save is not refused.
  await colleague.fill('input[name="name.en"]', 'Red Star Group');
  await save.click();
  await expect
    .poll(async () => {
      const [row] = await site.ctx.db
        .select()
        .from(employer)
        .where(eq(employer.creditCode, codeOf(1)));
      return [row?.names.zh, row?.names.en];
    })
    .toEqual(['红星机械集团', 'Red Star Group']);
  await giveBack(colleague);
});
