import { expect, test } from 'vitest';
import { workbookRows } from '~/contract/county/workbook';
import { tableFile } from '~/web/staff/table-file.server';

const table = {
  name: '办理成效',
  plainName: 'anshao-oversight',
  head: ['单位', '收到'],
  rows: [
    ['=1+1', 3],
    ['消防,救援', null],
  ],
};

test('a table comes as CSV that spreadsheets read as UTF-8, and runs nothing', async () => {
  const answer = await tableFile('csv', table);
  expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe('\uFEFF单位,收到\r\n\'=1+1,3\r\n"消防,救援",\r\n');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.headers.get('Content-Disposition')).toContain(`UTF-8''${encodeURIComponent('办理成效.csv')}`);
});

test('the same comes as a workbook whose texts are texts', async () => {
  const bytes = new Uint8Array(await (await tableFile('xlsx', table)).arrayBuffer());
  expect(await workbookRows(bytes, 10)).toEqual([
    ['单位', '收到'],
    ['=1+1', '3'],
    ['消防,救援', ''],
  ]);
});
