import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { employer } from '#db/schema/register';
import { importForms } from '~/contract/posted/register-forms';
import type { TypedEmployer } from '~/domain/county/register-entry';
import { creditCheck } from '~/domain/credit-code';
import { checkImport, importEmployers } from '~/services/county/employer-import.server';
import { sampleWorkbook } from '../../workbook-sample';
import { playedContext } from '../played-context';

const { ctx, county } = await playedContext();
const admin = county.actor('admin');
const { fire, emergency } = county.unitIds;
const SECTORS = () => ({ fire: ['消防', 'Fire'], industry: ['工贸', 'Industry and trade'] });

const codeOf = (n: number) => {
  const body = `9150000020283${String(n).padStart(4, '0')}`;
  return body + creditCheck(body);
};
const HEADER = ['单位名称', '统一社会信用代码', '行业', '属地', '主管部门'];
const row = (n: number, ...others: string[]) => [`第${n}厂`, codeOf(n), '工贸', '镇溪镇', '应急管理局', ...others];
const textOf = (rows: string[][], by = ',') => rows.map((cells) => cells.join(by)).join('\r\n');
const check = (bytes: Uint8Array) => checkImport(ctx, admin, bytes, SECTORS);
const utf8 = (text: string) => new TextEncoder().encode(text);

/** 单位名称,统一社会信用代码,行业,属地,主管部门 and one row of 甲厂, as a Chinese Excel saves it. */
const GBK = Buffer.from(
  'b5a5cebbc3fbb3c62ccdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb2cd0d0d2b52ccaf4b5d82cd6f7b9dcb2bfc3c50d0abcd7b3a72c3931353030303030323032383330303939392cb9a4c3b32cd5f2cfaad5f22cd3a6bcb1b9dcc0edbed60d0a',
  'hex',
);

describe('what a table makes of work and answer has an end', () => {
  test('an answer quotes a cell in part and tells the first problems, and how many there are', async () => {
    const long = '某'.repeat(900);
    const rows = Array.from({ length: 300 }, (_, n) => [long, `9.1E+${n}`, long, long, long, '甲；'.repeat(400)]);
    const checked = await check(utf8(textOf([[...HEADER, '专项监管'], ...rows])));
    expect(checked.problems).toBe(300 * 6);
    expect(checked.bad).toHaveLength(200);
    expect(Math.max(...checked.bad.map(({ cell }) => cell.length))).toBe(81);
    expect(new Set(checked.bad.map(({ number, column }) => `${number} ${column}`)).size).toBe(200);
    expect(JSON.stringify(checked).length).toBeLessThan(100_000);
  });
});

describe('an import', () => {
  test('says for each bad row where and why, and writes nothing', async () => {
    const wide = [...codeOf(2)].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
    const rows = [
      HEADER,
      row(1),
      ['第2厂', wide, '消防', '河口村', '消防救援大队'],
      ['', codeOf(3), '渔业', '别的镇', '没有的局'],
      row(1),
      row(4).with(1, '9.15E+17'),
    ];
    const { good, bad } = await check(utf8(textOf(rows)));
    expect(good.map(({ number }) => number)).toEqual([2, 3]);
    expect(good[1]?.typed.regulators).toEqual([{ unitId: fire, duty: 'special', sectors: ['fire'] }]);
    expect(bad.map(({ number, column, problem, cell, otherRow }) => [number, column, problem, cell, otherRow])).toEqual(
      [
        [4, 'name.zh', 'missing', '', null],
        [4, 'sector', 'sector', '渔业', null],
        [4, 'areaCode', 'area', '别的镇', null],
        [4, 'regulator', 'unit', '没有的局', null],
        [5, 'creditCode', 'repeated', codeOf(1), 2],
        [6, 'creditCode', 'scientific', '9.15E+17', null],
      ],
    );
    expect(await ctx.db.$count(employer)).toBe(0);
  });

  const readConfirmed = (rows: string) =>
    importForms.confirm.read({ text: () => rows, all: () => [], names: () => [], files: () => [] }).rows;

  test('takes what was confirmed, all or none, and is one act in the log', async () => {
    const { good } = await check(utf8(textOf([HEADER, row(10), row(11), row(12)], ';')));
    const shown = readConfirmed(JSON.stringify(good.map(({ typed }) => typed)));
    expect(await importEmployers(ctx, admin, shown)).toBe(3);
    expect(await ctx.db.$count(employer)).toBe(3);
    const [act] = await ctx.db.select().from(logEntry).where(eq(logEntry.act, 'employer.import'));
    expect(act?.entry).toContain('"count":3');
    expect(act?.entry).not.toContain('厂');
    const again = await check(utf8(textOf([HEADER, row(11), row(13)])));
    expect(again.bad).toMatchObject([{ number: 2, problem: 'registered' }]);
    await expect(importEmployers(ctx, admin, shown)).rejects.toMatchObject({ code: 'conflict' });
    const tampered = [...again.good.map(({ typed }) => typed), { ...shown[0], creditCode: codeOf(14), areaCode: 'x' }];
    await expect(importEmployers(ctx, admin, tampered as TypedEmployer[])).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await ctx.db.$count(employer)).toBe(3);
    expect((await ctx.db.select().from(employer))[0]?.regulators[0]?.unitId).toBe(emergency);
  });

  test('takes a table as a Chinese Excel saves CSV, and a workbook with the ledger’s title above', async () => {
    const csv = await check(GBK);
    expect([csv.good.map(({ typed }) => typed.names.zh), csv.bad]).toEqual([['甲厂'], []]);
    const lost = row(31).with(1, '');
    const rows = [['镇溪镇企业名录'], HEADER, row(30), [lost[0] ?? '', Number('915000002028300310'), ...lost.slice(2)]];
    const { good, bad } = await check(sampleWorkbook([{ rows }]));
    expect(good.map(({ number, typed }) => [number, typed.names.zh])).toEqual([[3, '第30厂']]);
    expect(bad).toMatchObject([{ number: 4, column: 'creditCode', problem: 'scientific' }]);
  });

  test('is an administrator’s, and what is posted must be rows', async () => {
    const lead = county.actor('fire.lead');
    await expect(checkImport(ctx, lead, utf8('x'), SECTORS)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(importEmployers(ctx, lead, [])).rejects.toMatchObject({ code: 'invalid' });
    const { good } = await check(utf8(textOf([HEADER, row(20)])));
    await expect(
      importEmployers(
        ctx,
        lead,
        good.map(({ typed }) => typed),
      ),
    ).rejects.toMatchObject({ code: 'notAllowed' });
    for (const text of ['', '{}', '[{"names":1}]']) {
      expect(() => readConfirmed(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
    }
  });

  test('names the columns that are missing', async () => {
    await expect(check(utf8('单位名称,备注\n甲,乙'))).rejects.toMatchObject({
      data: { rule: 'columns', missing: ['creditCode', 'sector', 'areaCode', 'regulator'] },
    });
  });
});
