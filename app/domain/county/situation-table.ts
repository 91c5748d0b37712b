import { parseYuan } from '~/domain/money';
import { isBlank, plainLine } from '~/domain/typed/text';
import type { Lang } from '~/domain/vocabulary';
import type { Called } from './employer-table';
import type { SituationData } from './situation-list';
import { headingAt, plainHeading } from './table-heading';

/** Headings that lists use for a column; pages show the first one of their language. */
const COLUMNS = {
  code: { zh: ['编号', '序号', '项目编号'], en: ['number', 'code'] },
  sector: { zh: ['行业', '行业领域', '领域'], en: ['sector'] },
  text: { zh: ['情形', '举报情形', '举报事项', '违法行为', '内容'], en: ['situation'] },
  amount: { zh: ['奖励金额', '奖励标准', '金额', '奖励金额（元）', '奖励标准（元）', '金额（元）'], en: ['amount'] },
  condition: { zh: ['条件', '奖励条件', '备注'], en: ['condition'] },
  basis: { zh: ['依据', '法律依据', '处罚依据'], en: ['basis'] },
} as const satisfies Record<string, Record<Lang, readonly string[]>>;
export type SituationColumn = keyof typeof COLUMNS;
export const SITUATION_COLUMNS = Object.keys(COLUMNS) as SituationColumn[];
const NEEDED: readonly SituationColumn[] = ['code', 'sector', 'text', 'amount'];

export const situationHeading = (column: SituationColumn, lang: Lang): string => COLUMNS[column][lang][0];

type Places = Partial<Record<SituationColumn, number>>;

/** Where each column stands, or which needed ones are missing. */
export function situationColumns(row: readonly string[]): { at: Places; missing: SituationColumn[] } {
  const at: Places = {};
  for (const column of SITUATION_COLUMNS) {
    const place = headingAt(row, [column, ...Object.values(COLUMNS[column]).flat()]);
    if (place >= 0) at[column] = place;
  }
  return { at, missing: NEEDED.filter((column) => at[column] === undefined) };
}

export const SITUATION_PROBLEMS = [
  'missing',
  'tooLong',
  'notYuan',
  'nothing',
  'unknown',
  'notCode',
  'repeated',
] as const;
export type SituationProblem = (typeof SITUATION_PROBLEMS)[number];
export type BadCell = { column: SituationColumn; problem: SituationProblem };
export type ReadSituation = { item: SituationData | null; code: string; problems: BadCell[] };

const LONGEST: Record<SituationColumn, number> = {
  code: 20,
  sector: 40,
  text: 300,
  amount: 40,
  condition: 300,
  basis: 200,
};

/** A row of the list, and what is wrong with it: at most one problem for each column. */
export function readSituation(cells: readonly string[], at: Places, sectors: Called): ReadSituation {
  const cell = (column: SituationColumn) => (cells[at[column] ?? -1] ?? '').replaceAll('\0', '').trim();
  const problems: BadCell[] = [];
  const wrong = (column: SituationColumn, problem: SituationProblem) => {
    if (!problems.some((one) => one.column === column)) problems.push({ column, problem });
  };
  for (const column of SITUATION_COLUMNS) {
    if (cell(column).length > LONGEST[column]) wrong(column, 'tooLong');
    else if (NEEDED.includes(column) && isBlank(cell(column))) wrong(column, 'missing');
  }
  const code = plainLine(cell('code')).replace(/\s/g, '');
  if (!/^[\p{L}\p{N}.-]{1,20}$/u.test(code)) wrong('code', 'notCode');
  const sector = sectors.get(plainHeading(cell('sector'))) ?? null;
  if (sector === null) wrong('sector', 'unknown');
  const amount = parseYuan(cell('amount'));
  if (amount === null) wrong('amount', 'notYuan');
  else if (amount === 0n) wrong('amount', 'nothing');
  problems.sort((a, b) => SITUATION_COLUMNS.indexOf(a.column) - SITUATION_COLUMNS.indexOf(b.column));
  if (problems.length > 0 || sector === null || amount === null) return { item: null, code, problems };
  const said = (column: SituationColumn) => (isBlank(cell(column)) ? null : cell(column));
  const more = { condition: said('condition'), basis: said('basis') };
  return { code, problems, item: { code, sector, text: cell('text'), amountFen: String(amount), ...more } };
}
