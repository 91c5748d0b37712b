import { plainLine } from '~/domain/typed/text';
import { DEFAULT_LANG, LANGS, type Lang } from '~/domain/vocabulary';
import {
  type FieldProblem,
  type KnownPlaces,
  MAX_REGULATORS,
  readEmployer,
  type TypedEmployer,
  type TypedRegulator,
} from './register-entry';
import { headingAt, plainHeading } from './table-heading';

/** Headings that files use for a column, by language. Pages show the first one. */
type Headings = Readonly<Partial<Record<Lang, readonly [string, ...string[]]>>>;

/** Headings of the names in each language, beside `name.` with the language's code. */
const NAME_HEADINGS: Readonly<Partial<Record<Lang, Headings>>> = {
  zh: { zh: ['单位名称', '企业名称', '名称'], en: ['name'] },
  en: { zh: ['英文名称'], en: ['english name', 'name in english'] },
};

const COLUMNS = {
  creditCode: { zh: ['统一社会信用代码', '社会信用代码', '信用代码'], en: ['credit code'] },
  sector: { zh: ['行业', '所属行业'], en: ['sector'] },
  areaCode: { zh: ['属地', '所在镇街', '镇街', '乡镇', '所在地'], en: ['area', 'town'] },
  regulator: { zh: ['主管部门', '监管部门', '监管单位'], en: ['regulator'] },
  specials: { zh: ['专项监管'], en: ['special regulators'] },
} as const satisfies Record<string, Headings>;
export type NameColumn = `name.${Lang}`;
export type EmployerColumn = NameColumn | keyof typeof COLUMNS;
export const EMPLOYER_COLUMNS: readonly EmployerColumn[] = [
  ...LANGS.map((lang): NameColumn => `name.${lang}`),
  ...(Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]),
];

function headingsOf(column: EmployerColumn): Headings {
  const named = LANGS.find((lang) => column === `name.${lang}`);
  return (named ? NAME_HEADINGS[named] : COLUMNS[column as keyof typeof COLUMNS]) ?? {};
}

/** The heading of a column on a page in this language. A file with this heading can be read. */
export const employerHeading = (column: EmployerColumn, lang: Lang): string => headingsOf(column)[lang]?.[0] ?? column;

const NEEDED = [
  `name.${DEFAULT_LANG}`,
  'creditCode',
  'sector',
  'areaCode',
  'regulator',
] as const satisfies readonly EmployerColumn[];

type Name = readonly [code: string, ...names: string[]];
/** Codes by the names that people use for them, in plain spelling; null for a name that two codes have. */
export type Called = ReadonlyMap<string, string | null>;
export type Lexicon = {
  areas: Called;
  units: Called;
  sectors: Called;
  /** The duty of an employer's one regulator, by its sector. */
  regulatorOf: (unitId: string, sector: string) => TypedRegulator;
};

/** Names are put into plain spelling once, so that a cell costs one look-up however long the list is. */
export function calledBy(all: readonly Name[]): Called {
  const found = new Map<string, string | null>();
  for (const [code, ...others] of all) {
    for (const name of [code, ...others].map(plainHeading)) {
      const other = found.get(name);
      found.set(name, other === undefined || other === code ? code : null);
    }
  }
  return found;
}

/** Where each column stands, or which needed ones are missing. */
export function columnsOf(header: readonly string[]): {
  at: Partial<Record<EmployerColumn, number>>;
  missing: EmployerColumn[];
} {
  const at: Partial<Record<EmployerColumn, number>> = {};
  for (const column of EMPLOYER_COLUMNS) {
    const place = headingAt(header, [column, ...Object.values(headingsOf(column)).flat()]);
    if (place >= 0) at[column] = place;
  }
  return { at, missing: NEEDED.filter((column) => at[column] === undefined) };
}

/** The code that a cell means. An unknown name is returned as it is, so that it is refused later as unknown. */
const codeOf = (called: Called, cell: string): string => called.get(plainHeading(cell)) ?? cell;

/** No meaningful cell is longer, so nothing longer is looked up. */
const LONGEST_CELL = 1_000;

export type RowProblem = { column: EmployerColumn; problem: FieldProblem['problem'] | 'scientific' | 'repeated' };
/** `code`: the credit code, once the row can be taken as far as its own cells tell. */
export type ReadRow = { typed: TypedEmployer; code: string | null; problems: RowProblem[] };

/** A row of the table with names turned into codes, and what is wrong with it: at most one problem for each column. */
export function readEmployerRow(
  cells: readonly string[],
  at: Partial<Record<EmployerColumn, number>>,
  { lexicon, known }: { lexicon: Lexicon; known: KnownPlaces },
): ReadRow {
  const whole = (column: EmployerColumn) => cells[at[column] ?? -1] ?? '';
  const tooLong = EMPLOYER_COLUMNS.filter((column) => whole(column).length > LONGEST_CELL);
  const cell = (column: EmployerColumn) => (tooLong.includes(column) ? '' : whole(column));
  const typed = typedRow(cell, lexicon);
  const read = readEmployer(typed, known);
  const problems = new Map<EmployerColumn, RowProblem['problem']>();
  for (const column of tooLong) problems.set(column, 'tooLong');
  // A spreadsheet that took a code for a number has lost the code's last digits.
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(plainLine(typed.creditCode))) problems.set('creditCode', 'scientific');
  for (const { field, problem } of read.ok ? [] : read.problems) {
    const column = columnOf(field);
    if (!problems.has(column)) problems.set(column, problem);
  }
  return {
    typed,
    code: read.ok && problems.size === 0 ? read.entry.creditCode : null,
    problems: EMPLOYER_COLUMNS.flatMap((column) => {
      const problem = problems.get(column);
      return problem === undefined ? [] : [{ column, problem }];
    }),
  };
}

function typedRow(cell: (column: EmployerColumn) => string, lexicon: Lexicon): TypedEmployer {
  const sector = codeOf(lexicon.sectors, cell('sector'));
  return {
    names: Object.fromEntries(LANGS.map((lang) => [lang, cell(`name.${lang}`)])),
    creditCode: cell('creditCode'),
    sector,
    areaCode: codeOf(lexicon.areas, cell('areaCode')),
    regulators: [
      lexicon.regulatorOf(codeOf(lexicon.units, cell('regulator')), sector),
      ...specialsIn(cell('specials'), lexicon),
    ],
  };
}

/** Reads `消防救援大队：消防、燃气；市场监管局：特种设备`: each special regulator, a colon, its sectors. */
function specialsIn(cell: string, { units, sectors }: Lexicon): TypedRegulator[] {
  const parts = cell.split(/[;；\n]/).filter((part) => part.trim() !== '');
  // Takes one more than is allowed, so that the entry is refused; the rest is not looked up.
  return parts.slice(0, MAX_REGULATORS).map((part) => {
    const [unit = '', named = ''] = part.split(/[:：]/, 2);
    const codes = named.split(/[、,，/ ]/).filter((one) => one.trim() !== '');
    const all = new Set(codes.map((one) => codeOf(sectors, one)));
    return { unitId: codeOf(units, unit), duty: 'special', sectors: [...all] };
  });
}

const columnOf = (field: string): EmployerColumn =>
  field === 'regulator0' ? 'regulator' : field.startsWith('regulator') ? 'specials' : (field as EmployerColumn);
