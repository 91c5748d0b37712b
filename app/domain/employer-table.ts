import {
  type FieldProblem,
  type KnownPlaces,
  readEmployer,
  type TypedEmployer,
  type TypedRegulator,
} from './register-entry';
import { plainLine } from './typed/text';

/** The columns of a table of employers, as files name them; the first Chinese name is the one we write. */
export const EMPLOYER_COLUMNS = {
  nameZh: ['单位名称', '企业名称', '名称', 'name'],
  nameEn: ['英文名称', 'english name', 'name in english'],
  creditCode: ['统一社会信用代码', '社会信用代码', '信用代码', 'credit code'],
  sector: ['行业', '所属行业', 'sector'],
  areaCode: ['属地', '所在镇街', '镇街', '乡镇', '所在地', 'area', 'town'],
  regulator: ['主管部门', '监管部门', '监管单位', 'regulator'],
  specials: ['专项监管', 'special regulators'],
} as const;
export type EmployerColumn = keyof typeof EMPLOYER_COLUMNS;
const NEEDED = ['nameZh', 'creditCode', 'sector', 'areaCode', 'regulator'] as const satisfies readonly EmployerColumn[];

type Name = readonly [code: string, ...names: string[]];
/** Codes by what people call them; a name that two have finds none. */
export type Lexicon = {
  areas: readonly Name[];
  units: readonly Name[];
  sectors: readonly Name[];
  /** The duty of an employer's one regulator, by its sector. */
  regulatorOf: (unitId: string, sector: string) => TypedRegulator;
};

/** Where each column stands, or which needed ones are missing. */
export function columnsOf(header: readonly string[]): {
  at: Partial<Record<EmployerColumn, number>>;
  missing: string[];
} {
  const names = header.map(nameOf);
  const at: Partial<Record<EmployerColumn, number>> = {};
  for (const [column, called] of Object.entries(EMPLOYER_COLUMNS) as [EmployerColumn, readonly string[]][]) {
    const known = called.map(nameOf);
    const place = names.findIndex((name) => known.includes(name));
    if (place >= 0) at[column] = place;
  }
  return {
    at,
    missing: NEEDED.filter((column) => at[column] === undefined).map((column) => EMPLOYER_COLUMNS[column][0]),
  };
}

const nameOf = (text: string): string => plainLine(text).replace(/\s+/g, '').toLowerCase();

/** The code that a cell means; itself where nothing is called so, so that it is refused as unknown. */
function codeOf(names: readonly Name[], cell: string): string {
  const sought = nameOf(cell);
  const found = names.filter((all) => all.some((one) => nameOf(one) === sought));
  const [only, ...others] = found;
  return only !== undefined && others.length === 0 ? only[0] : cell;
}

export type RowProblem = { column: EmployerColumn; problem: FieldProblem['problem'] | 'scientific' | 'repeated' };
export type ReadRow = { typed: TypedEmployer; problems: RowProblem[] };

/** A row of the table, with names turned into codes, and what is wrong with it by column. */
export function readEmployerRow(
  cells: readonly string[],
  at: Partial<Record<EmployerColumn, number>>,
  { lexicon, known }: { lexicon: Lexicon; known: KnownPlaces },
): ReadRow {
  const cell = (column: EmployerColumn) => cells[at[column] ?? -1] ?? '';
  const sector = codeOf(lexicon.sectors, cell('sector'));
  const regulators = [
    lexicon.regulatorOf(codeOf(lexicon.units, cell('regulator')), sector),
    ...specialsIn(cell('specials'), lexicon),
  ];
  const typed: TypedEmployer = {
    nameZh: cell('nameZh'),
    nameEn: cell('nameEn'),
    creditCode: cell('creditCode'),
    sector,
    areaCode: codeOf(lexicon.areas, cell('areaCode')),
    regulators,
  };
  const read = readEmployer(typed, known);
  const problems = read.ok ? [] : read.problems.map(({ field, problem }) => ({ column: columnOf(field), problem }));
  // A spreadsheet that took a code for a number has lost its last digits.
  const lost = /^\d([.,]\d+)?e\+?\d+$/i.test(plainLine(typed.creditCode));
  return {
    typed,
    problems: problems.map((one) =>
      lost && one.column === 'creditCode' ? { column: 'creditCode' as const, problem: 'scientific' as const } : one,
    ),
  };
}

/** `消防救援大队：消防、燃气；市场监管局：特种设备`: each special regulator, a colon, its sectors. */
function specialsIn(cell: string, { units, sectors }: Lexicon): TypedEmployer['regulators'] {
  return cell
    .split(/[;；\n]/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [unit = '', named = ''] = part.split(/[:：]/, 2);
      const codes = named.split(/[、,，/ ]/).filter((one) => one.trim() !== '');
      return { unitId: codeOf(units, unit), duty: 'special', sectors: codes.map((one) => codeOf(sectors, one)) };
    });
}

const columnOf = (field: string): EmployerColumn =>
  field === 'regulator0' ? 'regulator' : field.startsWith('regulator') ? 'specials' : (field as EmployerColumn);
