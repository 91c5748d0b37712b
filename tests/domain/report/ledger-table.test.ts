import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calledBy } from '~/domain/county/employer-table';
import { LEDGER_COLUMNS, ledgerColumns, ledgerPlace, readLedger } from '~/domain/report/ledger-table';

const names = {
  matters: calledBy([['hazard', '事故隐患']]),
  sectors: calledBy([['fire', '消防']]),
  areas: calledBy([
    ['500200101', '镇溪镇'],
    ['a', '河口'],
    ['b', '河口'],
  ]),
};
const HEADER = ['编号', '登记日期', '事项', '行业', '镇街', '单位名称', '地点', '内容', '举报人', '电话'];
const { at } = ledgerColumns(HEADER);
const ROW = ['2025-7', '2025年8月1日', '事故隐患', '消防', '镇溪镇', '红星厂', '东门', '堵了通道', '', ''];
const read = (...rows: string[][]) =>
  readLedger(
    rows.map((cells, i) => ({ number: i + 2, cells })),
    { at, names, today: '2025-09-15' },
  );
const changed = (place: number, cell: string) => ROW.map((one, i) => (i === place ? cell : one));
const problemsOf = (...rows: string[][]) =>
  read(...rows).flatMap(({ row, problems }) => problems.map(({ column, problem }) => `${row} ${column} ${problem}`));

describe('a row of an old ledger', () => {
  it('is a report by the rules of the form, with its own number and day', () => {
    const [one] = read(ROW);
    expect(one?.entry).toMatchObject({
      number: '2025-7',
      receivedOn: '2025-08-01',
      draft: { matter: 'hazard', sector: 'fire', town: '500200101', description: '堵了通道', anonymity: 'anonymous' },
    });
    expect(one?.entry?.draft.identity).toBeNull();
  });

  it('keeps name and number for the sealed identity alone', () => {
    const [named] = read(ROW.with(8, '李四').with(9, '13800000000'));
    expect(named?.entry?.draft.identity).toMatchObject({ name: '李四', phone: '13800000000' });
    const [phone] = read(ROW.with(9, '13800000000'));
    expect(phone?.entry?.draft).toMatchObject({ anonymity: 'anonymous', identity: { name: '', phone: '13800000000' } });
    for (const one of [named, phone]) {
      const { identity: _, ...told } = one?.entry?.draft ?? {};
      expect(JSON.stringify(told)).not.toMatch(/李四|13800000000/);
    }
  });

  it.each([
    [0, '', 'number required'],
    [0, 'x'.repeat(81), 'number tooLong'],
    [1, '去年', 'receivedOn notADate'],
    [1, '2025-09-16', 'receivedOn inFuture'],
    [2, '别的', 'matter notAChoice'],
    [3, '', 'sector required'],
    [4, '没有的镇', 'area notAChoice'],
    [4, '河口', 'area notAChoice'],
    [7, '', 'description required'],
    [8, '李四', 'phone required'],
    [9, '12', 'phone notAPhone'],
  ])('column %i with %j is told: %s', (place, cell, told) => {
    expect(problemsOf(changed(place, cell))).toEqual([`2 ${told}`]);
  });

  it('with the same number and day is taken once, however it is spelt; another day is another row', () => {
    expect(problemsOf(ROW, changed(0, ' ２０２５－７'), changed(1, '2025-08-02'))).toEqual(['3 number repeated']);
    expect(ledgerPlace({ number: 'A 7', receivedOn: '2025-08-01' })).toBe(
      ledgerPlace({ number: 'ａ7', receivedOn: '2025-08-01' }),
    );
  });

  it('whatever stands in it, is taken whole or told', () => {
    const cell = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom(...ROW));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 5 }), (rows) => {
        for (const { entry, problems } of read(...rows)) {
          expect(entry === null).toBe(problems.length > 0);
          for (const { column } of problems) expect(LEDGER_COLUMNS).toContain(column);
        }
      }),
    );
  });
});

it('names the columns that are missing', () => {
  expect(ledgerColumns(['编号', '备注']).missing).toEqual(['receivedOn', 'matter', 'sector', 'description']);
});
