import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AREA_COLUMNS,
  type AreaEntry,
  areaColumns,
  areaHeading,
  readAreas,
  type TypedArea,
} from '~/domain/county/area-table';

const TODAY = '2026-12-01';
const area = (code: string, level: AreaEntry['level'], parentCode: string | null, zh: string): AreaEntry => ({
  code,
  level,
  parentCode,
  names: { zh },
  closedOn: null,
});
const PRESENT: AreaEntry[] = [
  area('500200', 'county', null, '安岭县'),
  area('500200101', 'town', '500200', '镇溪镇'),
  area('500200101001', 'village', '500200101', '河口村'),
  area('500200102', 'town', '500200', '白石镇'),
  area('old-town', 'town', '500200', '老镇'),
];
const row = (code: string, zh: string, more: Partial<TypedArea> = {}): TypedArea => ({
  code,
  town: '',
  state: '',
  names: { zh },
  ...more,
});
const read = (rows: TypedArea[], inUse: string[] = []) => readAreas(rows, PRESENT, new Set(inUse), TODAY);
const said = (rows: TypedArea[], inUse: string[] = []) =>
  read(rows, inUse).map(({ problems }) => problems.map(({ column, problem }) => `${column} ${problem}`).join());

describe('a table of areas', () => {
  it('adds, renames, closes and opens by national code or the code an area has here', () => {
    const found = read([
      row('500200103000', '新镇'),
      row('500200103001', '新村', { town: '新镇' }),
      row('500200101', '镇溪街道', { names: { zh: '镇溪街道', en: 'Zhenxi' } }),
      row('500200102000', '白石镇', { state: '撤销' }),
      row('old-town', '老镇'),
      row('500200199001', '借村', { town: '老镇' }),
    ]);
    expect(found.flatMap(({ problems }) => problems)).toEqual([]);
    expect(found.map(({ change, entry }) => [change, entry.code, entry.parentCode, entry.closedOn])).toEqual([
      ['added', '500200103', '500200', null],
      ['added', '500200103001', '500200103', null],
      ['renamed', '500200101', '500200', null],
      ['closed', '500200102', '500200', TODAY],
      ['unchanged', 'old-town', '500200', null],
      ['added', '500200199001', 'old-town', null],
    ]);
    const [closed] = read([row('500200102', '白石镇', { state: 'Closed' })]);
    const again = readAreas(
      [row('500200102', '白石镇')],
      [...PRESENT.slice(0, 3), closed?.entry as AreaEntry],
      new Set(),
      TODAY,
    );
    expect(again.map(({ change, entry }) => [change, entry.closedOn])).toEqual([['reopened', null]]);
  });

  it('says of each row what is wrong, in its column', () => {
    expect(
      said([
        row('', '甲'),
        row('5.002E+11', '乙'),
        row('500300101', '丙'),
        row('500200', '安岭县'),
        row('500200104', ''),
        row('500200105', '丁', { state: '也许' }),
        row('500200106', '戊'),
        row('500200106000', '己'),
        row('500200107001', '庚'),
        row('500200108', '镇溪镇'),
        row('500200109', '长'.repeat(121)),
      ]),
    ).toEqual([
      'code missing',
      'code areaCode',
      'code otherCounty',
      'code county',
      'name.zh missing',
      'state state',
      '',
      'code repeated',
      'town noTown',
      'name.zh nameTaken',
      'name.zh tooLong',
    ]);
  });

  it('closes nothing that is in use, and no town over the heads of its villages', () => {
    const closing = (code: string, zh: string) => row(code, zh, { state: '撤销' });
    expect(said([closing('500200102', '白石镇')], ['500200102'])).toEqual(['state inUse']);
    expect(said([closing('500200101', '镇溪镇')])).toEqual(['state inUse']);
    expect(said([closing('500200101', '镇溪镇'), row('500200101001', '河口村')])).toEqual([
      'state inUse',
      'town townCloses',
    ]);
    expect(said([closing('500200101', '镇溪镇'), closing('500200101001', '河口村')])).toEqual(['', '']);
    const moved = row('500200101001', '河口村', { town: '白石镇' });
    expect(said([closing('500200101', '镇溪镇'), moved])).toEqual(['', '']);
  });

  it('is read by the headings that it is exported with, in either language', () => {
    for (const lang of ['zh', 'en'] as const) {
      const { at, missing } = areaColumns(AREA_COLUMNS.map((column) => areaHeading(column, lang)));
      expect([missing, Object.keys(at).sort()]).toEqual([[], [...AREA_COLUMNS].sort()]);
    }
    expect(areaColumns(['名称']).missing).toEqual(['code']);
  });

  it('leaves every open village in an open town, whatever it says', () => {
    const codes = fc.constantFrom(...PRESENT.map(({ code }) => code), '500200103', '500200103001', '500200101002');
    const typed = fc.record({
      code: codes,
      town: fc.constantFrom('', '', '白石镇', '500200103'),
      state: fc.constantFrom('', '', '撤销'),
      names: fc.record({ zh: fc.constantFrom('甲', '乙', '丙', '镇溪镇') }),
    });
    fc.assert(
      fc.property(fc.array(typed, { minLength: 1, maxLength: 6 }), (rows) => {
        const found = read(rows);
        if (found.some(({ problems }) => problems.length > 0)) return;
        const after = new Map([...PRESENT, ...found.map(({ entry }) => entry)].map((one) => [one.code, one]));
        for (const one of after.values()) {
          if (one.level !== 'village' || one.closedOn !== null) continue;
          expect(after.get(one.parentCode ?? '')).toMatchObject({ level: 'town', closedOn: null });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
