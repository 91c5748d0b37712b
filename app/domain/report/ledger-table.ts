import { headingAt, plainHeading } from '~/domain/county/table-heading';
import type { IsoDate } from '~/domain/dates';
import { readDay } from '~/domain/typed/day';
import { plainLine } from '~/domain/typed/text';
import type { Lang } from '~/domain/vocabulary';
import { parseReportForm, type ReportDraft, type ReportErrorCode } from './report';
import type { ReportField } from './report-fields';

/** Headings by which ledgers of reports name a column, by language; pages show the first one of each. */
const HEADINGS = {
  number: { zh: ['编号', '台账编号', '案件编号', '举报编号'], en: ['number'] },
  receivedOn: { zh: ['登记日期', '收到日期', '举报日期', '受理日期'], en: ['received on', 'date'] },
  matter: { zh: ['举报事项', '事项', '类别'], en: ['matter'] },
  sector: { zh: ['行业', '所属行业'], en: ['sector'] },
  area: { zh: ['属地', '镇街', '乡镇', '所在镇街'], en: ['town', 'area'] },
  employer: { zh: ['被举报单位', '单位名称', '被反映单位'], en: ['employer'] },
  place: { zh: ['地点', '地址', '具体地点'], en: ['place'] },
  description: { zh: ['举报内容', '内容', '反映内容', '主要内容'], en: ['description'] },
  name: { zh: ['举报人', '举报人姓名', '姓名'], en: ['reporter', 'name'] },
  phone: { zh: ['联系电话', '电话', '举报人电话'], en: ['phone'] },
} as const satisfies Record<string, Record<Lang, readonly [string, ...string[]]>>;

export type LedgerColumn = keyof typeof HEADINGS;
export const LEDGER_COLUMNS = Object.keys(HEADINGS) as LedgerColumn[];
export const ledgerHeading = (column: LedgerColumn, lang: Lang): string => HEADINGS[column][lang][0];
const NEEDED: readonly LedgerColumn[] = ['number', 'receivedOn', 'matter', 'sector', 'description'];

export type LedgerProblem = ReportErrorCode | 'repeated';
export type LedgerRowProblem = { column: LedgerColumn; problem: LedgerProblem };
/** A row that can be taken: its own number and day in the old ledger, and the report as the form would have it. */
export type LedgerEntry = { number: string; receivedOn: IsoDate; draft: ReportDraft };
export type ReadLedgerRow = { row: number; entry: LedgerEntry | null; problems: LedgerRowProblem[] };

/** Where each column stands, or which needed ones are missing. */
export function ledgerColumns(header: readonly string[]): {
  at: Partial<Record<LedgerColumn, number>>;
  missing: LedgerColumn[];
} {
  const found = LEDGER_COLUMNS.map((column) => {
    const known = [column, ...Object.values(HEADINGS[column]).flat()];
    return [column, headingAt(header, known)] as const;
  });
  const at = Object.fromEntries(found.filter(([, place]) => place >= 0)) as Partial<Record<LedgerColumn, number>>;
  return { at, missing: NEEDED.filter((column) => at[column] === undefined) };
}

type Called = ReadonlyMap<string, string | null>;
/** Codes by the names that a ledger has for them, in plain spelling (`calledBy`). */
export type LedgerNames = { matters: Called; sectors: Called; areas: Called };
type Given = { at: Partial<Record<LedgerColumn, number>>; names: LedgerNames; today: IsoDate };

const LONGEST_NUMBER = 80;
const FIELD: Partial<Record<ReportField, LedgerColumn>> = { contactPhone: 'phone' };

/**
 * The rows of an old ledger as reports, by the rules of the report form, so that a row cannot be what nobody could send.
 * A name needs its telephone number; a number alone is that of somebody who gave no name. Both lie in the sealed
 * identity, never in what is told. The same number and day a second time is refused.
 */
export function readLedger(
  rows: readonly { number: number; cells: readonly string[] }[],
  given: Given,
): ReadLedgerRow[] {
  const met = new Set<string>();
  return rows.map(({ number, cells }) => {
    const read = readRow(cells, given);
    const place = read.entry && ledgerPlace(read.entry);
    if (place !== null && met.has(place)) {
      return { row: number, entry: null, problems: [{ column: 'number', problem: 'repeated' }] };
    }
    if (place !== null) met.add(place);
    return { row: number, ...read };
  });
}

/** What makes a row of a ledger the same one again. */
export const ledgerPlace = ({ number, receivedOn }: Pick<LedgerEntry, 'number' | 'receivedOn'>): string =>
  JSON.stringify([plainHeading(number), receivedOn]);

function readRow(cells: readonly string[], { at, names, today }: Given): Omit<ReadLedgerRow, 'row'> {
  const cell = (column: LedgerColumn) => cells[at[column] ?? -1] ?? '';
  const code = (called: Called, column: LedgerColumn) => called.get(plainHeading(cell(column))) ?? cell(column);
  const problems: LedgerRowProblem[] = [];
  const number = plainLine(cell('number'));
  if (number === '') problems.push({ column: 'number', problem: 'required' });
  if (number.length > LONGEST_NUMBER) problems.push({ column: 'number', problem: 'tooLong' });
  const day = readDay(cell('receivedOn'), today);
  const receivedOn = 'day' in day && day.day <= today ? day.day : null;
  if (receivedOn === null) problems.push({ column: 'receivedOn', problem: 'day' in day ? 'inFuture' : 'notADate' });
  const named = plainLine(cell('name')) !== '';
  const area = code(names.areas, 'area');
  if (area !== '' && ![...names.areas.values()].includes(area))
    problems.push({ column: 'area', problem: 'notAChoice' });
  const read = parseReportForm(
    {
      matter: code(names.matters, 'matter'),
      sector: code(names.sectors, 'sector'),
      area: problems.some(({ column }) => column === 'area') ? '' : area,
      employer: cell('employer'),
      place: cell('place'),
      description: cell('description'),
      anonymity: named ? 'named' : 'anonymous',
      ...(named ? { name: cell('name'), phone: cell('phone') } : { contactPhone: cell('phone') }),
      // The office that kept the ledger has them already, by its duty to handle reports.
      consent: 'yes',
      formToken: 'ledger',
    },
    { today },
  );
  for (const { field, code: problem } of read.ok ? [] : read.errors) {
    problems.push({ column: FIELD[field] ?? (field as LedgerColumn), problem });
  }
  problems.sort((a, b) => LEDGER_COLUMNS.indexOf(a.column) - LEDGER_COLUMNS.indexOf(b.column));
  if (!read.ok || receivedOn === null || problems.length > 0) return { entry: null, problems };
  return { entry: { number, receivedOn, draft: read.draft }, problems };
}
