import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine } from '~/contract/county/csv';
import { csvOf } from '~/contract/county/table-bytes';
import { readTable } from '~/contract/county/table-file';

const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '−', '﹣', '﹢', '﹦', '﹫'];
const BEFORE = ['', ' ', '\u00a0', '\u3000', '\u200b', '\ufeff', '\u0000', '\t', '\r', '\n', ' \n'];

describe('no cell of a file for spreadsheets is run as a formula', () => {
  test('whatever sign it begins with, behind blanks and marks that nobody sees too', () => {
    for (const sign of SIGNS) {
      for (const before of BEFORE) {
        expect(csvLine([`${before}${sign}cmd|' /C calc'!A0`]), JSON.stringify([before, sign])).toMatch(/^"?'/);
      }
    }
  });

  test.each(['\tx', '\rx', '\nx'])('nor one that begins with the control character of %j', (text) => {
    expect(csvLine([text])).toMatch(/^"?'/);
  });

  test('numbers stay numbers, also below zero; what only begins as one does not', () => {
    expect(csvLine([-5, '-0.50', '-120000', '12.00', null])).toBe('-5,-0.50,-120000,12.00,\r\n');
    expect(csvLine(['-1+1', '-1\n', '--1', '-', '-.5', '-1,5'])).toBe(`'-1+1,"'-1\n",'--1,'-,'-.5,"'-1,5"\r\n`);
  });

  test('other texts are kept as they are', async () => {
    const text = fc.stringMatching(/^[一-龥a-z0-9][一-龥a-z0-9 ,"=+@-]{0,20}[一-龥a-z]$/);
    await fc.assert(
      fc.asyncProperty(text, fc.integer(), async (one, count) => {
        const bytes = new TextEncoder().encode(csvOf({ name: '', head: ['甲', '乙'], rows: [[one, count]] }));
        expect((await readTable(bytes, 5))[1]?.cells).toEqual([one, String(count)]);
      }),
    );
  });
});
