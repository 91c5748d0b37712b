import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { penaltyDecision } from '#db/schema/publication';
import { logWords } from '~/words/log/log';
import { payoutWords } from '~/words/reward/payout';
import { launchBrowser } from '../runner/browser';
import { acceptCase } from '../services/case-steps';
import { reportFire } from '../services/case-workspace';
import { claimedCase, payOut } from '../services/payout-play';
import { axe, giveBack, openPage, shownIn, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };

let site: TestSite;
let browser: Browser;
let caseId = '';

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  ({ caseId } = await reportFire(site.ctx));
  await acceptCase(site.ctx, site.county.actor('fire.lead'), caseId);
});
afterAll(() => browser?.close());

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** How many lines the text of each of these cells takes. */
const linesOf = (cells: Locator) =>
  cells.evaluateAll((all) =>
    all.map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell.querySelector('.anshao-table__value') ?? cell);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => top);
      // Letters of two fonts on one line begin some pixels apart, and lines begin at least half a line apart.
      const sorted = tops.sort((one, other) => one - other);
      return sorted.filter((top, at) => at === 0 || top - (sorted[at - 1] ?? 0) > 8).length;
    }),
  );

it('tells the auditor who did what, when and about what in words, found by filters and in a file', async () => {
  const page = await signIn(browser, site, 'auditor');
  await page.locator('nav a[href="/zh/staff/log"]').click();
  await page.waitForURL('**/zh/staff/log');
  for (const size of [PHONE, WIDE]) {
    await page.setViewportSize(size);
    const shown = await shownIn(page.locator('main table'));
    expect(shown).not.toMatch(/[{}"]|[0-9a-f]{8}-[0-9a-f]{4}/);
    expect(await widthOf(page)).toBe(size.width);
    await axe(page, `log at ${size.width}`);
  }
  await page.selectOption('select[name=act]', 'case.accept');
  await page.getByRole('button', { name: logWords.zh.apply }).click();
  await page.waitForURL('**/staff/log?**act=case.accept**');
  const row = page.locator('main tbody tr');
  await expect.poll(() => row.count()).toBe(1);
  expect(await shownIn(row)).toContain('第 1 号案件');
  // The row itself, as it was hashed, stands behind it.
  expect(await row.locator('details code').textContent()).toContain(`"subject":"case:${caseId}"`);
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: logWords.zh.csv }).click();
  const lines = readFileSync(await (await saved).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('受理');
  await giveBack(page);
});

it('sets short values of the rules on one line each, beside the long ones', async () => {
  const page = await signIn(browser, site, 'admin');
  await page.setViewportSize(WIDE);
  await page.locator('nav a[href="/zh/staff/policies"]').click();
  const short = page.locator('main table .anshao-table__short');
  await short.first().waitFor();
  expect(new Set(await linesOf(short))).toEqual(new Set([1]));
  expect(await widthOf(page)).toBe(WIDE.width);
  await giveBack(page);
});

it('shows published penalties as a table where there is room, and as short cards on a phone', async () => {
  for (let n = 1; n <= 3; n += 1) await publish(n);
  const page = await openPage(browser, site, true);
  await page.setViewportSize(WIDE);
  await page.goto('/zh/exposure');
  const rows = page.locator('main tbody tr');
  expect(await rows.count()).toBe(3);
  const heights = () => rows.evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().height)));
  // Here a card of its eight lines was 440 px high, and 900 on a phone.
  expect(await heights()).toBeLessThan(200);
  await axe(page, 'exposure as a table');
  await page.setViewportSize(PHONE);
  expect(await heights()).toBeLessThan(520);
  expect(await widthOf(page)).toBe(PHONE.width);
  await axe(page, 'exposure as cards');
  await page.context().close();
});

async function publish(n: number): Promise<void> {
  await site.owner.db.insert(penaltyDecision).values({
    id: crypto.randomUUID(),
    unitId: site.county.unitIds.fire,
    decisionNumber: `安消罚〔2026〕第 ${n} 号`,
    decidedOn: '2026-03-02',
    offender: '安岭县鸿泰化工有限责任公司城关分公司',
    sector: 'fire',
    town: '500200101',
    offence: '关闭、破坏直接关系生产安全的监控、报警、防护、救生设备、设施',
    legalBasis: '《中华人民共和国安全生产法》第三十六条第三款、第九十九条第四项',
    amount: 12_000_000n,
    state: 'published',
    publishedOn: '2026-03-05',
  });
}

it('shows payouts as a table where there is room, and as low cards on a phone', async () => {
  const { ctx, county } = site;
  const payee = { holder: '陈大江', bank: '安岭农商银行', account: '6222021234567890123' };
  const paid = await claimedCase(ctx, county, payee);
  await payOut(ctx, county, paid.rewardId, 'P-2026-0001');
  for (const _ of [1, 2]) await claimedCase(ctx, county, payee);
  const page = await signIn(browser, site, 'finance.1');
  await page.setViewportSize(WIDE);
  await toStaffPage(page, 'payouts');
  const t = payoutWords.zh;
  const sections = [
    { id: 'claimed', count: 2, titles: [t.number, t.amount, t.method, t.fund, t.claimedOn] },
    { id: 'paid', count: 1, titles: [t.number, t.amount, t.method, t.fund, t.paidOn, t.voucher] },
  ];
  for (const { id, count, titles } of sections) {
    const table = page.locator(`section[aria-labelledby="${id}"] table`);
    const rows = table.locator('tbody tr');
    const cells = rows.first().locator('th, td');
    const tops = () => cells.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    const heights = () => rows.evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().height)));
    expect(await rows.count()).toBe(count);
    await page.setViewportSize(WIDE);
    // A row is one line of cells, under the titles of their columns.
    expect((await table.locator('thead th').allInnerTexts()).map((text) => text.trim())).toEqual(titles);
    expect(new Set(await tops()).size).toBe(1);
    expect(await heights()).toBeLessThan(80);
    const said = (await cells.locator('.anshao-table__value').allInnerTexts()).map((text) => text.trim());
    expect(said[0]).toMatch(/^\d+$/);
    expect(said[1]).toMatch(/^[\d,]+\.\d{2}\s元$/);
    expect(said[2]).toBe(t.methods.bank);
    expect(said[4]).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日$/);
    if (id === 'paid') expect(said[5]).toBe('P-2026-0001');
    // Nothing leads to a case or to whoever is paid.
    expect(await shownIn(table)).not.toMatch(/案件|陈大江|6222/);
    await page.setViewportSize(PHONE);
    // A card: one value below another, each beside its title, and low.
    expect(new Set(await tops()).size).toBeGreaterThan(3);
    const labels = rows.first().locator('.anshao-table__label');
    expect((await labels.allInnerTexts()).map((text) => text.trim())).toEqual(titles);
    expect(await labels.evaluateAll((all) => all.every((one) => one.getBoundingClientRect().width > 0))).toBe(true);
    expect(await heights()).toBeLessThan(300);
  }
  expect(await widthOf(page)).toBe(PHONE.width);
  await axe(page, 'payouts as cards');
  await giveBack(page);
});

it('shows by a shadow that a table goes on sideways', async () => {
  const page = await signIn(browser, site, 'committee.1');
  await page.setViewportSize(PHONE);
  await page.locator('nav a[href="/zh/staff/oversight"]').click();
  const frame = page.locator('.anshao-scroll').first();
  await frame.waitFor();
  expect(await frame.evaluate((one) => one.scrollWidth > one.clientWidth)).toBe(true);
  const edge = async () => {
    const box = await frame.boundingBox();
    if (!box) throw new Error('is not shown');
    const clip = { x: box.x + box.width - 4, y: box.y + 2, width: 3, height: 6 };
    return (await page.screenshot({ clip })).toString('base64');
  };
  const before = await edge();
  await frame.evaluate((one) => one.scrollTo(one.scrollWidth, 0));
  expect(await edge()).not.toBe(before);
  await giveBack(page);
});
