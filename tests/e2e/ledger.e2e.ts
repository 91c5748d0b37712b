import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { ledgerWords } from '~/words/report/ledger';
import { launchBrowser } from '../runner/browser';
import { sampleWorkbook } from '../workbook-sample';
import { openCase } from './case-page';
import { axe, shownIn, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

const words = ledgerWords.zh;
let site: TestSite;
let browser: Browser;
let page: Page;
const bodies: string[] = [];

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const ROWS = `镇溪镇举报台账
编号;登记日期;事项;行业;镇街;单位名称;内容;举报人;电话
旧1;2025-08-01;事故隐患;消防;镇溪镇;红星仓库;东门的疏散通道堵死了;李旧人;13800001111
旧2;2025-08-02;事故隐患;消防;镇溪镇;东方商场;消火栓没有水
旧3;去年;事故隐患;渔业;没有的镇;某厂;看不清
旧4;2025-08-04;违法行为;消防;;白石饭店;后厨用液化气瓶`
  .split('\n')
  .map((row) => row.split(';'));
const choose = async () => {
  const buffer = Buffer.from(sampleWorkbook([{ rows: ROWS }]));
  await page.setInputFiles('input[name=file]', { name: '台账.xlsx', mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: words.read }).click();
};
const brought = () => site.ctx.db.$count(caseFile, eq(caseFile.channel, 'ledger'));

async function looksRight(name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await axe(page, name);
}

it('is read on the device: bad rows are told by row, column and why, and nothing is sent', async () => {
  page = await signIn(browser, site, 'intake.1', 'ledger');
  page.on('request', (request) => bodies.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.getByRole('button', { name: words.read }).click();
  await page.locator('#file-error').waitFor();
  await looksRight('ledger-empty');
  await choose();
  await page.locator('[data-ledger="3 1"]').waitFor();
  expect(await shownIn(page.locator('[data-ledger] tbody'))).toMatch(/5[\s\S]*登记日期[\s\S]*行业[\s\S]*属地/);
  await looksRight('ledger-checked');
  expect(bodies.filter((one) => one.includes('ledger/rows'))).toEqual([]);
});

it('sends each row sealed; one that breaks off is begun again and goes on with the rest', async () => {
  let posts = 0;
  await page.route('**/staff/ledger/rows', (route) => {
    posts += 1;
    return posts === 3 ? route.abort('connectionreset') : route.continue();
  });
  await page.getByRole('button', { name: words.send(3) }).click();
  await page.locator('[data-ledger-send=stopped]').waitFor();
  expect(await brought()).toBe(1);
  await page.getByRole('button', { name: words.send(3) }).click();
  await page.getByText(words.done(2, 1)).waitFor();
  expect(await brought()).toBe(3);
  const all = decodeURIComponent(bodies.join('\n'));
  expect(all).not.toMatch(/红星仓库|疏散通道|李旧人|13800001111|旧1|旧2|2025-08-0/);
});

it('recognises the rows of a second import', async () => {
  await toStaffPage(page, 'ledger');
  await choose();
  await page.locator('[data-ledger="3 1"]').waitFor();
  await page.getByRole('button', { name: words.send(3) }).click();
  await page.getByText(words.done(0, 3)).waitFor();
  expect(await brought()).toBe(3);
});

it('is read by the unit to which the duties lead, with the old number and day, and without the reporter’s name', async () => {
  const rows = await site.ctx.db.select().from(caseFile).where(eq(caseFile.channel, 'ledger'));
  const officer = await signIn(browser, site, 'fire.lead');
  const shown: string[] = [];
  for (const { order } of rows) {
    await openCase(officer, order);
    shown.push(await shownIn(officer.locator('main')));
  }
  const one = shown.find((text) => text.includes('疏散通道'));
  expect(one).toContain('旧台账 旧1，2025年8月1日 登记');
  expect(one).not.toContain('李旧人');
});
