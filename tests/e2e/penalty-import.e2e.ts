import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handOver } from '#db/schema/hand-over';
import { penaltyHeading } from '~/domain/publication/penalty-table';
import { importWords } from '~/words/county/employer-import';
import { penaltyWords } from '~/words/publication/penalty';
import { launchBrowser } from '../runner/browser';
import { sampleWorkbook } from '../workbook-sample';
import { axe, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = penaltyWords.zh.import;
const table = importWords.zh;
let site: TestSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const HEADER = ['文号', '处罚日期', '当事人', '信用代码', '行业', '镇街', '违法行为', '处罚依据', '罚款金额'];
const decision = (n: number, ...[amount = '20000']: string[]) => [
  `安消罚〔2024〕${n}号`,
  '2024-08-16',
  `第${n}厂`,
  '',
  '消防',
  '镇溪镇',
  '堵塞疏散通道',
  '消防法第六十条',
  amount,
];

it('tells the bad row of an old ledger beside its line, and takes the good ones', async () => {
  const page = await signIn(browser, site, 'fire.handler');
  await page.goto('/zh/staff/penalties');
  await page.getByRole('link', { name: words.link }).click();
  await page.getByRole('heading', { name: words.title }).waitFor();
  const check = async (...rows: string[][]) => {
    const buffer = Buffer.from(sampleWorkbook([{ rows: [HEADER, ...rows] }]));
    await page.setInputFiles('input[name=file]', { name: '台账.xlsx', mimeType: 'application/octet-stream', buffer });
    await page.getByRole('button', { name: table.check }).click();
  };
  await check(decision(1), decision(2, '两万'), decision(3));
  await page.locator('[data-import="2 1"]').waitFor();
  const bad = await page.locator('[data-import] tbody tr').allInnerTexts();
  expect(bad).toHaveLength(1);
  expect(bad[0]?.match(/\d+/)?.[0]).toBe('3');
  expect(bad[0]).toContain(penaltyHeading('amountYuan', 'zh'));
  expect(bad[0]).toContain('两万');
  await axe(page, 'import of penalties with a bad row');
  expect(await site.ctx.db.$count(handOver)).toBe(0);

  await check(decision(1), decision(2), decision(3));
  await page.locator('[data-import="3 0"]').waitFor();
  await page.getByRole('button', { name: words.confirm(3) }).click();
  await page.getByText(words.done(3)).waitFor();
  // They wait sealed for the night, as those that are registered one by one.
  expect(await site.ctx.db.$count(handOver)).toBe(3);
  await page.context().close();
});
