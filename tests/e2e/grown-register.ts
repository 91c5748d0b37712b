import type { Page } from 'playwright';
import { expect } from 'vitest';
import { creditCheck } from '~/domain/credit-code';
import { importWords } from '~/words/county/employer-import';
import { registerWords } from '~/words/county/register';
import { sampleWorkbook } from '../workbook-sample';
import { shownIn, toStaffPage } from './people';

const words = registerWords.zh;
const codeOf = (n: number) => {
  const body = `9150000020283${String(n).padStart(4, '0')}`;
  return body + creditCheck(body);
};
const wrong = `${codeOf(3).slice(0, -1)}${codeOf(3).endsWith('0') ? '1' : '0'}`;

/** An office's list in which three rows are wrong, each in its own way: the last one has a name of before. */
const tableOf = (bureau: string, formerName: string, [one, other]: Places) =>
  [
    '单位名称;统一社会信用代码;行业;属地;主管部门',
    `红星机械厂;${codeOf(1)};工贸企业;${one};${bureau}`,
    `写错的厂;${wrong};消防;${one};消防救援大队`,
    `东方商场;${codeOf(2)};消防;${other};消防救援大队`,
    `别处的厂;${codeOf(4)};消防;没有的镇;消防救援大队`,
    `旧表的厂;${codeOf(5)};工贸企业;${one};${formerName}`,
  ].map((row) => row.split(';'));

/** A town or village in which the first employer lies, and another one. */
type Places = readonly [one: string, other: string];

/** Imports two employers of five; the three bad rows are told by number, with what is wrong in each. */
export async function importEmployers(
  admin: Page,
  bureau: string,
  formerName: string,
  places: Places = ['镇溪镇', '河口村'],
): Promise<void> {
  await toStaffPage(admin, 'employers');
  await admin.getByRole('link', { name: words.employers.import }).click();
  await admin.getByRole('heading', { name: importWords.zh.title }).waitFor();
  const buffer = Buffer.from(sampleWorkbook([{ rows: tableOf(bureau, formerName, places) }]));
  await admin.setInputFiles('input[name=file]', { name: '名录.xlsx', mimeType: 'application/octet-stream', buffer });
  await admin.getByRole('button', { name: importWords.zh.check }).click();
  await admin.locator('[data-import="2 3"]').waitFor();
  const bad = await admin.locator('[data-import] tbody tr').allInnerTexts();
  const told = [
    ['3', words.problems['credit-check']],
    ['5', words.problems.area],
    ['6', words.problems.unit],
  ];
  expect(bad.map((row) => row.match(/\d+/)?.[0])).toEqual(told.map(([number]) => number));
  for (const [at, [, problem]] of told.entries()) expect(bad[at]).toContain(problem);
  await admin.getByRole('button', { name: importWords.zh.confirm(2) }).click();
  await admin.getByText(importWords.zh.done(2)).waitFor();
}

/** Drafts a board for each gate of an employer; its code is the one that is asked for. */
export async function hangBoards(admin: Page, employer: string, codes: readonly string[]): Promise<void> {
  for (const [at, code] of codes.entries()) {
    await toStaffPage(admin, 'employers');
    await admin.getByRole('link', { name: employer, exact: true }).click();
    await admin.getByRole('link', { name: words.employers.addBoard }).click();
    await admin.locator('#board-form').waitFor();
    await admin.fill('input[name="site.zh"]', `${employer}${at + 1}号门`);
    await admin.fill('input[name=code]', code);
    for (const role of ['employer', 'regulator', 'area']) {
      await admin.fill(`input[name="${role}.name"]`, '甲某');
      await admin.fill(`input[name="${role}.phone"]`, '023-5555-0001');
    }
    await admin.getByRole('button', { name: words.boards.save }).click();
    await admin.locator('[data-board-code]', { hasText: code }).waitFor();
  }
}

/** Prints the sheet of each board; returns the addresses in the QR codes. */
export async function printBoards(admin: Page, codes: readonly string[]): Promise<string[]> {
  const addresses: string[] = [];
  for (const code of codes) {
    await toStaffPage(admin, 'boards');
    await admin.getByRole('link', { name: words.boards.printOf(code) }).click();
    const qr = admin.locator(`img.anshao-qr[src="/q/${code}/qr.svg"]`);
    await qr.waitFor();
    await expect.poll(() => qr.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await admin.evaluate('window.print = () => { window.printed = document.querySelector("main").innerText }');
    await admin.getByRole('button', { name: words.sheet.print }).click();
    const address = (await qr.getAttribute('alt')) ?? '';
    expect(String(await admin.evaluate('window.printed'))).toContain(address);
    expect(await shownIn(admin.locator('code.anshao-code'))).not.toBe('');
    addresses.push(address);
  }
  return addresses;
}
