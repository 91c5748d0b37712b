import type { Localized } from '~/domain/localized';
import { plainLine } from '~/domain/typed/text';
import { DEFAULT_LANG, LANGS, type Lang } from '~/domain/vocabulary';
import { LONGEST_NAME, plainName } from './register-entry';
import { headingAt, plainHeading } from './table-heading';

/** Headings by which files name a column; pages and exports write the first one of their language. */
const HEADINGS = {
  code: { zh: ['代码', '统计用区划代码', '区划代码'], en: ['code'] },
  'name.zh': { zh: ['名称', '中文名称'], en: ['name in Chinese', 'name'] },
  'name.en': { zh: ['英文名称'], en: ['name in English'] },
  town: { zh: ['所属镇街', '所属乡镇'], en: ['town'] },
  state: { zh: ['状态'], en: ['state'] },
} as const;
export type AreaColumn = keyof typeof HEADINGS;
export const AREA_COLUMNS = Object.keys(HEADINGS) as AreaColumn[];
export const areaHeading = (column: AreaColumn, lang: Lang): string => HEADINGS[column][lang][0];

/** What the column of the state says of an area that is closed, and of one that is not. */
export const AREA_STATES = { closed: { zh: '撤销', en: 'closed' }, open: { zh: '', en: '' } } as const;
const CLOSED: readonly string[] = ['撤销', '已撤销', '撤', 'closed'].map(plainHeading);
const OPEN: readonly string[] = ['', '正常', '有效', 'open'].map(plainHeading);

export type AreaEntry = {
  code: string;
  level: 'county' | 'town' | 'village';
  parentCode: string | null;
  names: Localized;
  closedOn: string | null;
};

/** A row as it was typed, for the page to post back once its reader has confirmed it. */
export type TypedArea = Record<'code' | 'town' | 'state', string> & { names: Localized };

export type AreaProblem =
  | 'missing'
  | 'tooLong'
  /** Neither a code of 9 or 12 digits, nor that of an area the county has. */
  | 'areaCode'
  /** The code of another county. */
  | 'otherCounty'
  /** An area above towns, which no import changes. */
  | 'county'
  | 'noTown'
  | 'nameTaken'
  | 'repeated'
  | 'state'
  /** Its town is closed, or closes. */
  | 'townCloses'
  /** Duties, units, employers or boards still name it, or one of its villages. */
  | 'inUse';
export type AreaRowProblem = { column: AreaColumn; problem: AreaProblem };

/** What a row does. */
export type AreaChange = 'added' | 'renamed' | 'closed' | 'reopened' | 'unchanged';

/** Where each column stands, or which needed ones are missing. */
export function areaColumns(header: readonly string[]): {
  at: Partial<Record<AreaColumn, number>>;
  missing: AreaColumn[];
} {
  const found = AREA_COLUMNS.map((column) => {
    const known = [column, ...Object.values(HEADINGS[column]).flat()];
    return [column, headingAt(header, known)] as const;
  });
  const at = Object.fromEntries(found.filter(([, place]) => place >= 0));
  const needed: readonly AreaColumn[] = ['code', `name.${DEFAULT_LANG}`];
  return { at, missing: needed.filter((column) => at[column] === undefined) };
}

/** The cells of a row by their columns. */
export function typedArea(cells: readonly string[], at: Partial<Record<AreaColumn, number>>): TypedArea {
  const cell = (column: AreaColumn) => cells[at[column] ?? -1] ?? '';
  return {
    code: cell('code'),
    town: cell('town'),
    state: cell('state'),
    names: Object.fromEntries(LANGS.map((lang) => [lang, cell(`name.${lang}` as AreaColumn)])),
  };
}

export type ReadArea = { entry: AreaEntry; change: AreaChange; problems: AreaRowProblem[] };

/**
 * The county's areas as a whole table leaves them: each row is an area that is added, renamed, closed or opened again, by
 * its code of the national standard (12 digits, a town's also as its first 9) or the code that the area has here; areas
 * that the table does not name stay. `inUse` are codes of areas that may not close now.
 */
export function readAreas(
  rows: readonly TypedArea[],
  present: readonly AreaEntry[],
  inUse: ReadonlySet<string>,
  today: string,
): ReadArea[] {
  const county = present.find(({ level }) => level === 'county')?.code ?? '';
  const known = new Map(present.map((one) => [one.code, one]));
  const codes = rows.map(({ code }) => codeOf(code, known));
  const towns = townsIn(rows, codes, present);
  const read = rows.map((typed, i): ReadArea => {
    const code = codes[i] ?? '';
    const before = known.get(code);
    const problems: AreaRowProblem[] = [];
    const said = (column: AreaColumn, problem: AreaProblem) => problems.push({ column, problem });
    const level = before?.level ?? (code.length === 9 ? 'town' : 'village');
    if (before === undefined && !/^\d{9}$|^\d{12}$/.test(code)) said('code', code === '' ? 'missing' : 'areaCode');
    else if (before === undefined && /^\d{6}$/.test(county) && !code.startsWith(county)) said('code', 'otherCounty');
    else if (level === 'county') said('code', 'county');
    else if (codes.indexOf(code) !== i) said('code', 'repeated');
    const state = plainHeading(typed.state);
    if (!CLOSED.includes(state) && !OPEN.includes(state)) said('state', 'state');
    const closedOn = CLOSED.includes(state) ? (before?.closedOn ?? today) : null;
    const parentCode =
      level === 'town' ? (before?.parentCode ?? (county || null)) : townOf(typed, code, before, { known, towns });
    const entry = { code, level, parentCode, names: namesOf(typed, before, said), closedOn };
    return { entry, change: changeOf(before, entry), problems };
  });
  const after = new Map([...known, ...read.map(({ entry }) => [entry.code, entry] as const)]);
  for (const one of read) wholeProblems(one, { known, after, inUse });
  return read;
}

type Whole = {
  known: ReadonlyMap<string, AreaEntry>;
  after: ReadonlyMap<string, AreaEntry>;
  inUse: ReadonlySet<string>;
};

/** What only the whole table shows. */
function wholeProblems({ entry, change, problems }: ReadArea, { known, after, inUse }: Whole): void {
  if (problems.some(({ column }) => column === 'code')) return;
  const { code, level, parentCode, closedOn, names } = entry;
  const town = level === 'village' ? after.get(parentCode ?? '') : undefined;
  if (level === 'village' && town?.level !== 'town') problems.push({ column: 'town', problem: 'noTown' });
  if (closedOn === null && town !== undefined && town.closedOn !== null)
    problems.push({ column: 'town', problem: 'townCloses' });
  const closes = closedOn !== null && known.get(code)?.closedOn === null;
  const villages = [...after.values()].filter((one) => one.parentCode === code && one.closedOn === null);
  if (closes && (inUse.has(code) || villages.length > 0)) problems.push({ column: 'state', problem: 'inUse' });
  const namesake = [...after.values()].some(
    (one) =>
      one.code !== code &&
      one.parentCode === parentCode &&
      one.closedOn === null &&
      one.names[DEFAULT_LANG] === names[DEFAULT_LANG],
  );
  if (change === 'added' && closedOn === null && namesake)
    problems.push({ column: `name.${DEFAULT_LANG}`, problem: 'nameTaken' });
}

/** The code of an area as this county keeps it: its own, or the national one, a town's without its three noughts. */
function codeOf(typed: string, known: ReadonlyMap<string, AreaEntry>): string {
  const code = plainLine(typed).replace(/\s/g, '');
  if (known.has(code)) return code;
  return /^\d{9}000$/.test(code) ? code.slice(0, 9) : code;
}

type CalledTown = { code: string; names: readonly string[] };

/** Towns of the county and of the table, by the names that a village may say: a town's former name and its new one. */
function townsIn(rows: readonly TypedArea[], codes: readonly string[], present: readonly AreaEntry[]): CalledTown[] {
  const towns = present.filter(({ level }) => level === 'town');
  const own = (code: string) => rows.filter((_, i) => codes[i] === code).map(({ names }) => names);
  const added = [...new Set(codes)].filter((code) => code.length === 9 && !present.some((one) => one.code === code));
  const called = (code: string, names: Localized[]) => ({
    code,
    names: names
      .flatMap((one) => Object.values(one))
      .filter((name) => name !== '')
      .map(plainHeading),
  });
  return [
    ...towns.map(({ code, names }) => called(code, [names, ...own(code)])),
    ...added.map((code) => called(code, own(code))),
  ];
}

/** A village's town: as the row says by code or name, as it was, or by the first nine digits of its code. */
function townOf(
  { town }: TypedArea,
  code: string,
  before: AreaEntry | undefined,
  { known, towns }: { known: ReadonlyMap<string, AreaEntry>; towns: readonly CalledTown[] },
): string | null {
  const typed = plainLine(town);
  if (typed === '') return before?.parentCode ?? code.slice(0, 9);
  const byCode = codeOf(typed, known);
  const named = towns.filter(({ names }) => names.includes(plainHeading(typed)));
  return known.has(byCode) || named.length !== 1 ? byCode : (named[0]?.code ?? null);
}

/** A language that the row leaves empty keeps the name it has. */
function namesOf(
  { names }: TypedArea,
  before: AreaEntry | undefined,
  said: (column: AreaColumn, problem: AreaProblem) => void,
): Localized {
  const read = LANGS.map((lang) => [lang, plainName(names[lang] ?? '') || (before?.names[lang] ?? '')] as const);
  for (const [lang, name] of read) {
    const column = `name.${lang}` as AreaColumn;
    if (lang === DEFAULT_LANG && name === '') said(column, 'missing');
    if (name.length > LONGEST_NAME) said(column, 'tooLong');
  }
  return Object.fromEntries(read.filter(([, name]) => name !== ''));
}

function changeOf(before: AreaEntry | undefined, after: AreaEntry): AreaChange {
  if (before === undefined) return 'added';
  if (before.closedOn === null && after.closedOn !== null) return 'closed';
  if (before.closedOn !== null && after.closedOn === null) return 'reopened';
  const same = (one: AreaEntry) => JSON.stringify([one.parentCode, ...LANGS.map((lang) => one.names[lang] ?? '')]);
  return same(before) === same(after) ? 'unchanged' : 'renamed';
}
