import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calledBy,
  columnsOf,
  EMPLOYER_COLUMNS,
  employerHeading,
  type Lexicon,
  readEmployerRow,
} from '~/domain/county/employer-table';
import { MAX_REGULATORS, readEmployer, type TypedEmployer } from '~/domain/county/register-entry';
import { creditCheck, readCreditCode } from '~/domain/credit-code';
import { LANGS, SECTORS } from '~/domain/vocabulary';
import { regulatorOf } from '~/envelope/keys/site-regulator';

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const known = {
  areas: new Set(['T1', 'V1']),
  units: new Set(['fire', 'emergency']),
  sectors: new Set<string>(SECTORS),
};
const CODE = '91500000202831150T'.slice(0, 17);
const VALID = CODE + creditCheck(CODE);

describe('a unified social credit code', () => {
  it('is read as it stands on a licence', () => {
    // Published codes of 中国银行 and 中国石油天然气集团.
    for (const code of ['911000001000013428', '91110000100010433L']) expect(readCreditCode(code)).toEqual({ code });
  });

  it('is read through spaces, hyphens, full-width signs and small letters', () => {
    const wide = [...VALID].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
    for (const typed of [
      ` ${VALID.slice(0, 4)} ${VALID.slice(4)}`,
      wide,
      VALID.toLowerCase(),
      VALID.replace(/(.{6})/, '$1-'),
    ]) {
      expect(readCreditCode(typed)).toEqual({ code: VALID });
    }
  });

  it('with any one sign mistyped is refused', () => {
    const body = fc.array(fc.constantFrom(...SIGNS), { minLength: 17, maxLength: 17 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(body, fc.nat(17), fc.constantFrom(...SIGNS), (first, place, sign) => {
        const code = first + creditCheck(first);
        expect(readCreditCode(code)).toEqual({ code });
        const other = code.slice(0, place) + sign + code.slice(place + 1);
        if (other !== code) expect(readCreditCode(other)).toEqual({ problem: 'check' });
      }),
    );
  });

  it('says whether length or signs are wrong', () => {
    expect(readCreditCode('9150')).toEqual({ problem: 'length' });
    expect(readCreditCode(`${CODE.slice(0, 16)}OI`)).toEqual({ problem: 'signs' });
  });
});

const typed = (given: Partial<TypedEmployer> = {}): TypedEmployer => ({
  names: { zh: '锦程服装厂（重庆）' },
  creditCode: VALID,
  sector: 'fire',
  areaCode: 'T1',
  regulators: [{ unitId: 'fire', duty: 'trade', sectors: [] }],
  ...given,
});
const problemsOf = (given: Partial<TypedEmployer>) => {
  const read = readEmployer(typed(given), known);
  return read.ok ? [] : read.problems.map(({ field, problem }) => `${field} ${problem}`);
};

describe('an employer', () => {
  it('keeps Chinese brackets in its name and makes full-width letters plain', () => {
    const read = readEmployer(typed({ names: { zh: ' 锦程（ＡＢ１）厂\u200b ' } }), known);
    expect(read.ok && read.entry.names.zh).toBe('锦程（AB1）厂');
  });

  it('is told all that is wrong at once, by field', () => {
    expect(problemsOf({ names: { zh: '' }, sector: 'x', areaCode: 'T9', regulators: [] })).toEqual([
      'name.zh missing',
      'sector sector',
      'areaCode area',
      'regulator0 noRegulator',
    ]);
  });

  it('has one regulator for each duty and sector', () => {
    const fire = (duty: string, ...sectors: string[]) => ({ unitId: 'fire', duty, sectors });
    expect(problemsOf({ regulators: [fire('trade'), fire('special', 'fire')] })).toEqual([]);
    expect(problemsOf({ regulators: [fire('trade'), fire('trade')] })).toEqual(['regulator1 twice']);
    expect(problemsOf({ regulators: [fire('special', 'fire'), fire('special', 'gas', 'fire')] })).toEqual([
      'regulator1 twice',
    ]);
    expect(problemsOf({ regulators: [fire('trade'), fire('special')] })).toEqual(['regulator1 noSectors']);
    expect(problemsOf({ regulators: [fire('special', 'fire', 'nonsense')] })).toEqual(['regulator0 sector']);
    expect(problemsOf({ regulators: [{ unitId: 'gone', duty: 'trade', sectors: [] }] })).toEqual(['regulator0 unit']);
  });

  it('has no more regulators than its form shows, and none is left out in silence', () => {
    const one = (sector: string) => ({ unitId: 'fire', duty: 'special', sectors: [sector] });
    const four = ['fire', 'gas', 'mining', 'construction'].map(one);
    expect(four).toHaveLength(MAX_REGULATORS);
    expect(problemsOf({ regulators: four })).toEqual([]);
    const gone = Array.from({ length: 1000 }, () => ({ unitId: 'gone', duty: 'trade', sectors: ['x'] }));
    expect(problemsOf({ regulators: [...four, ...gone] })).toEqual(['regulator4 tooMany']);
  });
});

describe('a row of a table', () => {
  const lexicon: Lexicon = {
    regulatorOf,
    areas: calledBy([
      ['T1', '镇溪镇', 'Zhenxi Town'],
      ['V1', '河口村', 'Hekou'],
      ['V2', '河口村', 'Hekou'],
    ]),
    units: calledBy([
      ['fire', '消防救援大队', 'Fire Brigade'],
      ['emergency', '应急管理局', 'Emergency Bureau'],
    ]),
    sectors: calledBy([
      ['fire', '消防', 'Fire'],
      ['gas', '燃气', 'Gas'],
    ]),
  };
  const header = ['行 业', '单位名称', '统一社会信用代码', '镇街', '监管部门', '专项监管', '备注'];
  const { at, missing } = columnsOf(header);
  const row = (cells: string[]) => readEmployerRow(cells, at, { lexicon, known });

  it('is found by its columns in any order, and missing ones are named', () => {
    expect(missing).toEqual([]);
    expect(columnsOf(['名称', '代码']).missing).toEqual(['creditCode', 'sector', 'areaCode', 'regulator']);
  });

  it('is found by the headings that pages show, in each language', () => {
    for (const lang of LANGS) {
      const shown = columnsOf(EMPLOYER_COLUMNS.map((column) => employerHeading(column, lang)));
      expect(shown.at).toEqual(Object.fromEntries(EMPLOYER_COLUMNS.map((column, place) => [column, place])));
    }
    expect(EMPLOYER_COLUMNS.map((column) => employerHeading(column, 'en')).join()).not.toMatch(/\p{Script=Han}/u);
  });

  it('has names turned into codes, special regulators with their sectors', () => {
    const read = row(['燃气', '甲厂', VALID, 'zhenxi town', '应急管理局', '消防救援大队：消防、燃气', 'x']);
    expect(read.problems).toEqual([]);
    expect(read.typed.regulators).toEqual([
      { unitId: 'emergency', duty: 'trade', sectors: [] },
      { unitId: 'fire', duty: 'special', sectors: ['fire', 'gas'] },
    ]);
  });

  it('makes the one regulator of a special trade a special one', () => {
    const read = row(['消防', '甲厂', VALID, '镇溪镇', '消防救援大队', '', '']);
    expect(read.typed.regulators).toEqual([{ unitId: 'fire', duty: 'special', sectors: ['fire'] }]);
  });

  it('with any number of special regulators gets one problem, and no more is looked up', () => {
    let asked = 0;
    const counting = (names: Lexicon['units']): Lexicon['units'] =>
      Object.assign(new Map(names), {
        get: (name: string) => {
          asked += 1;
          return names.get(name);
        },
      });
    const counted = { ...lexicon, units: counting(lexicon.units), sectors: counting(lexicon.sectors) };
    const many = (part: string, times: number) => Array.from({ length: times }, () => part).join('；');
    for (const specials of [many('甲：乙', 200), many('消防救援大队：消防', 80), many('甲：乙', 100_000)]) {
      const cells = ['燃气', '甲厂', VALID, '镇溪镇', '应急管理局', specials];
      const read = readEmployerRow(cells, at, { lexicon: counted, known });
      expect(read.problems.map(({ column }) => column)).toEqual(['specials']);
      expect(read.code).toBeNull();
      expect(read.typed.regulators.length).toBeLessThanOrEqual(MAX_REGULATORS + 1);
    }
    // Sector and regulator of each row, and unit and sector of the special ones.
    expect(asked).toBeLessThanOrEqual(3 * (2 + 2 * MAX_REGULATORS));
  });

  it('names the column that is wrong; a name that two places have is none', () => {
    const read = row(['消防', '甲厂', '9.15E+17', '河口村', '消防队', '消防救援大队：防火']);
    expect(read.problems).toEqual([
      { column: 'creditCode', problem: 'scientific' },
      { column: 'areaCode', problem: 'area' },
      { column: 'regulator', problem: 'unit' },
      { column: 'specials', problem: 'sector' },
    ]);
  });
});
